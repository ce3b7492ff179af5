/* Schedules that go through tickets: each opens another once for each occasion, in turns that hold up nobody, over outages and
 * kills. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <sqlite3.h>
#include <cmocka.h>

#include "db/ledger/audit.h"
#include "db/store/tickets.h"
#include "db/store/tickets_found.h"
#include "gateway/road/due/timed.h"
#include "tests/gateway/aide.h"
#include "tests/gateway/road/due_field.h"

#define RENTALS 60
#define KILLS 12
#define MOST_US 30000

static char folder[256], database[300];

static int load(void **state)
{
	(void)state;
	due_installation("rounds", folder, database);
	return 0;
}

static int unload(void **state)
{
	aide_remove(folder);
	return due_rules_unload(state);
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

static sqlite3 *open_database(void)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(database, &db), SQLITE_OK);
	return db;
}

static int64_t ask(const char *question)
{
	sqlite3 *db = open_database();
	sqlite3_stmt *q;
	int64_t answer;

	assert_int_equal(sqlite3_prepare_v2(db, question, -1, &q, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	answer = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	sqlite3_close(db);
	return answer;
}

static int64_t calls(void)
{
	return ask("SELECT count(*) FROM ticket WHERE flow = 'call'");
}

/* Each belongs to another rental. */
static int64_t called(void)
{
	return ask(
		"SELECT count(DISTINCT substr(standing, instr(standing, 'parent='))) FROM ticket WHERE flow = 'call'");
}

/* Its number. It is out from then on. */
static int64_t lend(struct due_field *f, const char *kind)
{
	int64_t number = tickets_upcoming(f->g.store);
	char words[64];

	snprintf(words, sizeof(words), "租机 EC210-0042 %s %d号工地", kind, f->sends);
	due_text(f, HEAD, 0, words);
	snprintf(words, sizeof(words), "出租 %lld", (long long)number);
	due_text(f, HEAD, 0, words);
	return number;
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
	int64_t rental = lend(f, "长租"), call;
	struct ticket t;

	lend(f, "短租");
	run(f);
	assert_int_equal(calls(), 0);
	restart(f, "12-20 11:00"); /* three of its weeks were missed, and many of the schedule's days */
	assert_int_equal(run(f), 1);
	assert_int_equal(calls(), 1);
	assert_int_equal(tickets_opened_by(f->g.store, "call", rental, &call, 1), 1);
	assert_true(tickets_load(f->g.store, &due_rules->flows, call, &t));
	assert_int_equal(t.parent, rental);
	assert_int_equal(t.machine, ask("SELECT id FROM machine WHERE serial = 'EC210-0042'"));
	/* One that stands open is enough, and for what has had its own there is no other. */
	restart(f, "12-28 11:00");
	run(f);
	assert_int_equal(calls(), 1);
	holds(f);
}

static void a_turn_opens_a_few(void **state)
{
	struct due_field *f = *state;
	int64_t before = 0, after;
	int turns = 0;

	for (int i = 0; i < RENTALS; i++)
		lend(f, i % 3 ? "长租" : "短租");
	restart(f, "11-30 09:00");
	assert_true(timed_begin(&f->g, f->now - 1));
	for (; timed_first(&f->g, f->now) <= f->now; before = after, turns++) {
		due_turn(f);
		after = calls();
		assert_in_range(after - before, 0, 16);
		if (turns == 1)
			restart(f, "11-30 09:01");
	}
	assert_int_equal(before, RENTALS * 2 / 3);
	assert_int_equal(called(), before);
	assert_in_range(turns, 2, 6);
	holds(f);
}

static void run_and_die(struct due_field *f, long us)
{
	const struct timespec t = {.tv_nsec = us * 1000};
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		due_gateway_open(&f->g, database);
		run(f);
		_exit(0);
	}
	nanosleep(&t, NULL); /* the instant of the kill is what is tried */
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &status, 0), pid);
}

static void killed_at_any_moment_it_opens_each_once(void **state)
{
	struct due_field *f = *state;

	for (int i = 0; i < RENTALS; i++)
		lend(f, "长租");
	assert_true(timed_begin(&f->g, f->now - 1));
	gateway_close(&f->g);
	f->now = due_at("11-30 09:00");
	f->seed = 3;
	for (int i = 0; i < KILLS; i++)
		run_and_die(f, (long)due_dice(f, MOST_US));
	due_gateway_open(&f->g, database);
	run(f);
	assert_int_equal(calls(), RENTALS);
	assert_int_equal(called(), RENTALS);
	assert_int_equal(ask("SELECT count(*) FROM outbox WHERE template = 'call.opened'"), RENTALS);
	holds(f);
}

/* A ticket that the database refuses: the others are opened, and the run comes to its end. */
static void one_that_cannot_be_opened_takes_none_along(void **state)
{
	struct due_field *f = *state;
	char trigger[300];
	int64_t second;
	sqlite3 *db;

	lend(f, "长租");
	second = lend(f, "长租");
	lend(f, "长租");
	restart(f, "11-30 09:00");
	snprintf(trigger, sizeof(trigger),
		 "CREATE TRIGGER bad BEFORE INSERT ON origin WHEN new.key LIKE 'of %lld %%' "
		 "BEGIN SELECT RAISE(ABORT, 'refused'); END",
		 (long long)second);
	db = open_database();
	assert_int_equal(sqlite3_exec(db, trigger, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	run(f);
	assert_int_equal(calls(), 2);
	assert_int_equal(tickets_opened_by(f->g.store, "call", second, &second, 1), 0);
	holds(f);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, make, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(after_an_outage_it_comes_once),
		CASE(a_turn_opens_a_few),
		CASE(killed_at_any_moment_it_opens_each_once),
		CASE(one_that_cannot_be_opened_takes_none_along),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
