/* Schedules: a ticket for each machine that is due, once, in turns that hold up nobody, over outages and restarts. */
#include "gateway/road/due/schedule_run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>
#include <cmocka.h>

#include "db/ledger/audit.h"
#include "db/store/machine_rows.h"
#include "db/store/store.h"
#include "gateway/road/due/timed.h"
#include "gateway/serve/due_watch.h"
#include "tests/gateway/road/due/upkeep_rules.h"
#include "tests/gateway/road/due_field.h"

#define FLOW "upkeep"
#define MANY 300

static char database[300];

static int load(void **state)
{
	upkeep_load(state);
	snprintf(database, sizeof(database), "%s/schedules.db", upkeep_folder);
	return 0;
}

static int make(void **state)
{
	struct due_field *f;

	due_field_make(state);
	f = *state;
	gateway_close(&f->g);
	due_gateway_open(&f->g, database);
	due_import(&f->g);
	return 0;
}

static int end(void **state)
{
	static const char *const parts[] = {"", "-wal", "-shm"};
	char file[320];

	due_field_end(state);
	for (size_t i = 0; i < 3; i++) {
		snprintf(file, sizeof(file), "%s%s", database, parts[i]);
		unlink(file);
	}
	return 0;
}

static int64_t ask(const char *question)
{
	sqlite3 *db;
	sqlite3_stmt *q;
	int64_t answer;

	assert_int_equal(sqlite3_open(database, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, question, -1, &q, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	answer = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	sqlite3_close(db);
	return answer;
}

static void make_trigger(void)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(database, &db), SQLITE_OK);
	assert_int_equal(
		sqlite3_exec(db,
			     "CREATE TRIGGER bad BEFORE INSERT ON origin WHEN new.ticket = (SELECT number FROM "
			     "ticket t JOIN machine m ON m.id = t.machine WHERE m.serial = 'T-2') "
			     "BEGIN SELECT RAISE(ABORT, 'refused'); END",
			     NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_close(db);
}

/* A machine of the station of 阿里木, with so many hours. */
static void put_machine(struct due_field *f, const char *serial, const char *hours)
{
	const struct machine_row row = {.serial = serial,
					.model = "EC210D",
					.station = 1,
					.km = "35",
					.latitude = "",
					.longitude = "",
					.hours = hours,
					.warranty_until = ""};

	assert_true(store_begin(f->g.store) && machine_put(f->g.store, &row) && store_commit(f->g.store));
}

/* Turns, as long as something is due now; returns how many it took. */
static int run(struct due_field *f)
{
	int turns = 0;

	assert_true(timed_begin(&f->g, f->now - 1));
	while (timed_first(&f->g, f->now) <= f->now) {
		due_turn(f);
		turns++;
		assert_true(turns < 1000);
	}
	return turns;
}

static void restart(struct due_field *f, const char *at)
{
	gateway_close(&f->g);
	due_gateway_open(&f->g, database);
	f->now = due_at(at);
}

static void holds(struct due_field *f)
{
	char why[256];

	if (!ledger_audit(f->g.store, &f->g.rules->flows, NULL, why, sizeof(why)))
		fail_msg("%s", why);
}

static void after_an_outage_it_comes_once(void **state)
{
	struct due_field *f = *state;

	f->now = due_at("11-23 08:30");
	assert_int_equal(run(f), 1); /* it sees its machines for the first time */
	assert_int_equal(ask("SELECT count(*) FROM ticket"), 0);
	put_machine(f, "EC210-0042", "4460");
	restart(f, "12-10 11:00");   /* five of its days were missed */
	assert_int_equal(run(f), 3); /* and some of the two other schedules: each comes once */
	assert_int_equal(ask("SELECT count(*) FROM ticket"), 1);
	due_turn(f);
	assert_int_equal(ask("SELECT count(*) FROM ticket"), 1);
	holds(f);
}

/* All are due at once, and the process ends on the way. */
static void a_run_goes_on_after_a_restart(void **state)
{
	struct due_field *f = *state;
	char serial[16];

	for (int i = 0; i < MANY; i++) {
		snprintf(serial, sizeof(serial), "T-%04d", i);
		put_machine(f, serial, "990");
	}
	f->now = due_at("11-23 08:30");
	run(f);
	/* Those of the sample are of no model that the schedule asks for, or not near. */
	assert_int_equal(ask("SELECT count(*) FROM ticket"), MANY);
	assert_int_equal(ask("SELECT count(DISTINCT machine) FROM ticket"), MANY);
	assert_true(store_begin(f->g.store) && store_put(f->g.store, "schedule.upkeep.by_hours", "1") &&
		    store_commit(f->g.store));
	run(f);
	assert_int_equal(ask("SELECT count(*) FROM ticket"), MANY);
	holds(f);
}

/* However many are due: a turn opens few, so that no text waits long, and after a restart goes on where it was. */
static void a_turn_opens_a_few(void **state)
{
	struct due_field *f = *state;
	char serial[16];
	int64_t before = 0, after;
	int turns = 0;

	for (int i = 0; i < MANY; i++) {
		snprintf(serial, sizeof(serial), "T-%04d", i);
		put_machine(f, serial, i < MANY / 2 ? "990" : "700");
	}
	f->now = due_at("11-23 08:30");
	assert_true(timed_begin(&f->g, f->now - 1));
	for (; timed_first(&f->g, f->now) <= f->now; before = after, turns++) {
		due_turn(f);
		after = ask("SELECT count(*) FROM ticket");
		assert_in_range(after - before, 0, 16);
		if (turns == 3)
			restart(f, "11-23 08:31");
	}
	assert_int_equal(before, MANY / 2);
	assert_in_range(turns, MANY / 2 / 16, MANY / 2 / 16 + 6);
	assert_int_equal(ask("SELECT count(DISTINCT machine) FROM ticket"), MANY / 2);
	holds(f);
}

/* What somebody else opened for the machine counts as open too. */
static void one_open_ticket_for_a_machine(void **state)
{
	struct due_field *f = *state;

	put_machine(f, "EC210-0042", "4460");
	f->now = due_at("11-23 08:30");
	assert_int_equal(ask("SELECT count(*) FROM ticket"), 0);
	run(f);
	assert_int_equal(ask("SELECT count(*) FROM ticket"), 1);
	f->now = due_at("11-25 08:30");
	run(f);
	assert_int_equal(ask("SELECT count(*) FROM ticket"), 1);
	assert_int_equal(ask("SELECT count(*) FROM inbox WHERE kind = 'open' AND channel = 'schedule'"), 1);
	assert_int_equal(ask("SELECT count(*) FROM origin WHERE key LIKE 'schedule by_hours % 4500'"), 1);
}

/* Sold or scrapped: a machine without customer and station. */
static void a_machine_that_nobody_has_is_left_out(void **state)
{
	struct due_field *f = *state;
	const struct machine_row row = {.serial = "T-1",
					.model = "EC210D",
					.km = "",
					.latitude = "",
					.longitude = "",
					.hours = "990",
					.warranty_until = ""};

	assert_true(store_begin(f->g.store) && machine_put(f->g.store, &row) && store_commit(f->g.store));
	f->now = due_at("11-23 08:30");
	run(f);
	assert_int_equal(ask("SELECT count(*) FROM ticket"), 0);
}

/* Of neither hours nor a warranty anything is known. */
static void a_machine_of_unknown_hours_is_left_out(void **state)
{
	struct due_field *f = *state;

	put_machine(f, "T-1", "");
	f->now = due_at("11-30 10:00");
	run(f);
	assert_int_equal(
		ask("SELECT count(*) FROM ticket WHERE machine = (SELECT id FROM machine WHERE serial = 'T-1')"), 0);
}

/* A ticket that the database refuses: the others are opened, and the run comes to its end. */
static void one_that_cannot_be_opened_takes_none_along(void **state)
{
	struct due_field *f = *state;

	put_machine(f, "T-1", "990");
	put_machine(f, "T-2", "990");
	put_machine(f, "T-3", "990");
	restart(f, "11-23 08:30");
	make_trigger();
	run(f);
	assert_int_equal(ask("SELECT count(*) FROM ticket"), 2);
	assert_int_equal(ask("SELECT count(*) FROM ticket JOIN machine m ON m.id = machine WHERE m.serial = 'T-2'"), 0);
	assert_int_equal(ask("SELECT count(*) FROM inbox WHERE kind = 'open'"), 2);
	holds(f);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, make, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(after_an_outage_it_comes_once),
		CASE(a_run_goes_on_after_a_restart),
		CASE(a_turn_opens_a_few),
		CASE(one_open_ticket_for_a_machine),
		CASE(one_that_cannot_be_opened_takes_none_along),
		CASE(a_machine_that_nobody_has_is_left_out),
		CASE(a_machine_of_unknown_hours_is_left_out),
	};

	return cmocka_run_group_tests(tests, load, upkeep_unload);
}
