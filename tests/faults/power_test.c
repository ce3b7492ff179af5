/* Power cuts: at each sync of a day, with a restart and so a checkpoint amid it, what was written and not synced survives
 * by chance. Whatever batch_run() called true is there, the batch under way is there as a whole or not at all, and the rest
 * of the day, that batch given again, leads to where it would have led. FAULTS=all tries more chances. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/faults/disk_house.h"
#include "tests/faults/disk_vfs.h"

#define CUTS_MAX 1000
#define RESTART_AT 3

static char states[HOUSE_BATCHES + 1][HOUSE_HEX];
static struct {
	long runs, absent, whole;
} tally;

static bool open_gateway(struct gateway *g)
{
	char why[512] = "";

	return gateway_open(g, house_setup(), house_rules(), house_work(), why, sizeof(why));
}

/* Runs batches from `from` on until the power goes; returns how many were taken. */
static size_t live(size_t from)
{
	struct batch b = {0};
	struct gateway g;
	size_t i = from;

	if (!open_gateway(&g))
		return from;
	for (; i < HOUSE_BATCHES; i++) {
		if (i == RESTART_AT && from == 0) {
			gateway_close(&g);
			if (!open_gateway(&g))
				break;
		}
		assert_true(house_fill(&b, i));
		if (!house_run(&g, &b, i))
			break;
		batch_clear(&b);
	}
	batch_free(&b);
	gateway_close(&g); /* nothing is left of it where opening failed */
	return i;
}

static bool cut(const struct disk_cut *c)
{
	char now[HOUSE_HEX];
	size_t taken;
	bool gone, more;

	tally.runs++;
	assert_non_null(house_fresh());
	disk_cut_power(c);
	taken = live(0);
	gone = disk_power_back();
	assert_true(gone || taken == HOUSE_BATCHES);
	assert_true(house_state(now));
	more = taken < HOUSE_BATCHES && strcmp(now, states[taken + 1]) == 0;
	if (!more && strcmp(now, states[taken]) != 0)
		fail_msg(
			"cut at sync %d, chance %u, sectors of %d: %zu batches were taken, and the database has others",
			c->at, c->seed, c->sector, taken);
	tally.whole += more;
	tally.absent += gone && !more;
	assert_int_equal(live(taken), HOUSE_BATCHES);
	assert_true(house_state(now));
	assert_string_equal(now, states[HOUSE_BATCHES]);
	return gone;
}

static void at_every_sync(int sector)
{
	const char *all = getenv("FAULTS");
	unsigned chances = all && strcmp(all, "all") == 0 ? 40 : 4;
	int at = 1;
	bool gone = true;

	memset(&tally, 0, sizeof(tally));
	for (; gone && at < CUTS_MAX; at++) {
		gone = false;
		for (unsigned seed = 0; seed < chances; seed++)
			gone |= cut(&(struct disk_cut){.at = at, .seed = seed, .sector = sector});
	}
	assert_true(at > 8 && at < CUTS_MAX);
	assert_true(tally.whole > 0 && tally.absent > 0);
	print_message("sectors of %4d: %d syncs, %ld cuts; the batch under way was absent %ld times, whole %ld times\n",
		      sector, at - 2, tally.runs, tally.absent, tally.whole);
}

static void with_sectors_of_512(void **state)
{
	(void)state;
	at_every_sync(512);
}

static void with_sectors_of_4096(void **state)
{
	(void)state;
	at_every_sync(4096);
}

static int a_day_without_cuts(void **state)
{
	struct batch b = {0};
	struct gateway g;

	(void)state;
	disk_install();
	house_keyed_only(true);
	if (!house_begin() || !house_fresh() || !open_gateway(&g))
		return -1;
	for (size_t i = 0; i < HOUSE_BATCHES; i++) {
		assert_true(house_state(states[i]));
		assert_true(house_fill(&b, i) && house_run(&g, &b, i));
		batch_clear(&b);
	}
	assert_true(house_state(states[HOUSE_BATCHES]));
	gateway_close(&g);
	batch_free(&b);
	return 0;
}

static int put_away(void **state)
{
	(void)state;
	house_end();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(with_sectors_of_512),
		cmocka_unit_test(with_sectors_of_4096),
	};

	return cmocka_run_group_tests(tests, a_day_without_cuts, put_away);
}
