/* A disk that fails, call by call, under the library as it is: call 1, then 2, then 3 … until a run meets none, once and
 * from then on. A batch is there as a whole or not at all; no other is harmed; when the cause is gone the same gateway
 * goes on. By default a sample of the calls; with FAULTS=all each. */
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "db/sqlite/sql.h"
#include "db/store/store.h"
#include "tests/faults/disk_house.h"
#include "tests/faults/disk_vfs.h"

#define CALLS_MAX 20000

/* How the day goes when nothing fails: what the database holds before each batch and at the end, what is said in each. */
static char states[HOUSE_BATCHES + 1][HOUSE_HEX], said[HOUSE_BATCHES][HOUSE_HEX];

static struct tally {
	long runs, refused, taken, closed;
} tally;

struct trial {
	struct disk_fault fault;
	bool small;   /* a cache so small that pages are written amid a transaction */
	bool restart; /* after a failure, instead of going on */
};

static void open_gateway(struct gateway *g, const char *path, bool small)
{
	char why[512] = "";

	if (!gateway_open(g, house_setup(), house_rules(), path, why, sizeof(why))) {
		assert_true(disk_mend());
		assert_true(strlen(why) > 10);
		tally.closed++;
		assert_true(gateway_open(g, house_setup(), house_rules(), path, why, sizeof(why)));
	}
	if (small)
		sqlite3_exec(g->store->db, "PRAGMA cache_size = 6", NULL, NULL, NULL);
}

static void is_in_state(size_t batch, const char *when)
{
	char now[HOUSE_HEX];

	assert_true(house_state(now));
	if (strcmp(now, states[batch]) != 0)
		fail_msg("%s batch %zu the database is not what it should be", when, batch);
}

static void has_said(const struct batch *b, size_t batch)
{
	char now[HOUSE_HEX];

	house_said(b, now);
	assert_string_equal(now, said[batch]);
}

/* The batch failed: nothing of it is there. It may be taken while the cause lasts, where it needs no such call again; when
 * the cause is gone it is. */
static void go_on(struct gateway *g, struct batch *b, size_t batch, const struct trial *t)
{
	bool taken;

	tally.refused++;
	assert_true(strlen(store_why(g->store)) > 10);
	store_recover(g->store);
	taken = t->fault.stays && house_run(g, b, batch);
	disk_mend();
	is_in_state(taken ? batch + 1 : batch, "after the failure of");
	if (taken)
		return;
	store_recover(g->store);
	if (t->restart) {
		gateway_close(g);
		open_gateway(g, house_work(), t->small);
	}
	if (!house_run(g, b, batch))
		fail_msg("batch %zu is not taken when all is well: %s", batch, store_why(g->store));
}

static bool try(const struct trial *t)
{
	const char *path = house_fresh();
	struct batch b = {0};
	struct gateway g;

	tally.runs++;
	disk_break(&t->fault);
	open_gateway(&g, path, t->small);
	for (size_t i = 0; i < HOUSE_BATCHES; i++) {
		assert_true(house_fill(&b, i));
		if (!house_run(&g, &b, i))
			go_on(&g, &b, i, t);
		tally.taken++;
		has_said(&b, i);
		batch_clear(&b);
	}
	gateway_close(&g);
	batch_free(&b);
	if (!disk_mend())
		return false;
	is_in_state(HOUSE_BATCHES, "behind");
	return true;
}

/* The reference: nothing fails, the database digested behind each batch. */
static int a_day_without_faults(void **state)
{
	const char *path;
	struct batch b = {0};
	struct gateway g;

	(void)state;
	disk_install();
	if (!house_begin())
		return -1;
	path = house_fresh();
	open_gateway(&g, path, false);
	for (size_t i = 0; i < HOUSE_BATCHES; i++) {
		assert_true(house_state(states[i]));
		assert_true(house_fill(&b, i) && house_run(&g, &b, i));
		house_said(&b, said[i]);
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

static int next(int at)
{
	const char *all = getenv("FAULTS");

	return all && strcmp(all, "all") == 0 ? at + 1 : at + 1 + at / 2;
}

static void every_call(enum disk_call call, int error)
{
	for (int kind = 0; kind < 6; kind++) {
		struct trial t = {.small = kind >= 4, .restart = kind == 2 || kind == 3};
		int at = 1;

		t.fault = (struct disk_fault){.call = call, .stays = kind & 1, .error = error};
		tally = (struct tally){0};
		for (; at < CALLS_MAX; at = next(at)) {
			t.fault.at = at;
			if (!try(&t))
				break;
		}
		assert_true(at > 1 && at < CALLS_MAX);
		print_message("%-8s %-10s %-11s up to call %4d: %4ld runs, %4ld batches failed, %4ld taken, %3ld not "
			      "opened\n",
			      disk_call_names[call], sqlite3_errstr(error) ? (kind & 1 ? "from then" : "once") : "",
			      t.small     ? "small cache"
			      : t.restart ? "restart"
					  : "goes on",
			      at, tally.runs, tally.refused, tally.taken, tally.closed);
	}
}

#define FAULT(name, call, error)         \
	static void name(void **state)   \
	{                                \
		(void)state;             \
		every_call(call, error); \
	}

FAULT(a_disk_that_is_full, DISK_WRITE, SQLITE_FULL)
FAULT(a_write_that_fails, DISK_WRITE, SQLITE_IOERR_WRITE)
FAULT(a_disk_that_may_not_be_written, DISK_WRITE, SQLITE_READONLY)
FAULT(a_sync_that_fails, DISK_SYNC, SQLITE_IOERR_FSYNC)
FAULT(a_read_that_fails, DISK_READ, SQLITE_IOERR_READ)
FAULT(a_file_that_cannot_be_opened, DISK_OPEN, SQLITE_CANTOPEN)
FAULT(a_size_that_cannot_be_had, DISK_SIZE, SQLITE_IOERR_FSTAT)
FAULT(a_lock_that_is_held, DISK_LOCK, SQLITE_BUSY)
FAULT(a_lock_that_fails, DISK_LOCK, SQLITE_IOERR_LOCK)
FAULT(shared_memory_that_fails, DISK_SHM_MAP, SQLITE_IOERR_SHMMAP)
FAULT(a_log_that_is_held, DISK_SHM_LOCK, SQLITE_BUSY)
FAULT(a_log_that_cannot_be_locked, DISK_SHM_LOCK, SQLITE_IOERR_SHMLOCK)
FAULT(a_file_that_cannot_be_deleted, DISK_DELETE, SQLITE_IOERR_DELETE)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_disk_that_is_full),
		cmocka_unit_test(a_write_that_fails),
		cmocka_unit_test(a_disk_that_may_not_be_written),
		cmocka_unit_test(a_sync_that_fails),
		cmocka_unit_test(a_read_that_fails),
		cmocka_unit_test(a_file_that_cannot_be_opened),
		cmocka_unit_test(a_size_that_cannot_be_had),
		cmocka_unit_test(a_lock_that_is_held),
		cmocka_unit_test(a_lock_that_fails),
		cmocka_unit_test(shared_memory_that_fails),
		cmocka_unit_test(a_log_that_is_held),
		cmocka_unit_test(a_log_that_cannot_be_locked),
		cmocka_unit_test(a_file_that_cannot_be_deleted),
	};

	return cmocka_run_group_tests(tests, a_day_without_faults, put_away);
}
