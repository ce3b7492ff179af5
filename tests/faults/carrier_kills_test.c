/* However often the gateway is killed while it sends through a real Kannel: no MT is lost, none comes twice, what may
 * have been sent or not is parked, and no text of a phone is lost or taken twice.
 *
 * carrier_kills_test [--kills N] [--seed N] [--smsbox-too] [--resends] makes one run and exits 0 if all holds; without
 * arguments it makes the runs of `make test`. */
#include <getopt.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/faults/carrier_breaker.h"

static void kill_nine_while_it_sends_through_kannel_loses_and_doubles_nothing(void **state)
{
	const struct carrier_breaking want = {.kills = 16, .seed = 1};
	int64_t twice;

	(void)state;
	assert_true(carrier_breaker_run(&want, &twice));
}

#define RUNS 20

/* By a channel's file which says that what may have been sent goes out again, although Kannel does not know it again.
 * Four kills may all miss the moment: then others are tried. */
static void this_test_sees_texts_that_come_twice(void **state)
{
	struct carrier_breaking want = {.kills = 4, .seed = 2, .resends = true};
	int64_t twice = 0;
	bool good = true;

	(void)state;
	for (int i = 0; i < RUNS && twice == 0; i++, want.seed++)
		good = carrier_breaker_run(&want, &twice);
	assert_false(good);
	assert_true(twice > 0);
}

static int one_run(int argc, char **argv)
{
	static const struct option options[] = {
		{"kills", required_argument, NULL, 'k'},
		{"seed", required_argument, NULL, 's'},
		{"smsbox-too", no_argument, NULL, 'b'},
		{"resends", no_argument, NULL, 'r'},
		{0},
	};
	struct carrier_breaking want = {.kills = 16, .seed = 1};
	int64_t twice;
	int c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == '?')
			return 2;
		want.kills = c == 'k' ? (int)strtol(optarg, NULL, 10) : want.kills;
		want.seed = c == 's' ? strtoull(optarg, NULL, 10) : want.seed;
		want.smsbox_too = want.smsbox_too || c == 'b';
		want.resends = want.resends || c == 'r';
	}
	return carrier_breaker_run(&want, &twice) ? 0 : 1;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kill_nine_while_it_sends_through_kannel_loses_and_doubles_nothing),
		cmocka_unit_test(this_test_sees_texts_that_come_twice),
	};

	return argc > 1 ? one_run(argc, argv) : cmocka_run_group_tests(tests, NULL, NULL);
}
