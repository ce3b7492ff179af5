/* A deputy whose time runs out is told so once: after an outage, around quiet hours, over kills. */
#include "gateway/road/due/deputy_ends.h"

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

#include <cmocka.h>

#include "db/store/people_rows.h"
#include "db/store/roster_rows.h"
#include "db/store/store.h"
#include "gateway/road/batch.h"
#include "gateway/road/due/timed.h"
#include "gateway/serve/due_watch.h"
#include "handlers/time/when.h"
#include "tests/gateway/aide.h"
#include "tests/gateway/road/due_field.h"
#include "tests/langs.h"

#define HAN_MEI "+8613800000012"
#define OVER "阿里木：您的代班已结束"

static char folder[256], database[300];

/* With a database that lies in a file. */
static int make_in_folder(void **state)
{
	struct due_field *f;

	due_field_make(state);
	f = *state;
	aide_folder(folder, sizeof(folder));
	snprintf(database, sizeof(database), "%s/deputy.db", folder);
	gateway_close(&f->g);
	due_gateway_open(&f->g, database);
	due_import(&f->g);
	return 0;
}

static int end_in_folder(void **state)
{
	due_field_end(state);
	aide_remove(folder);
	return 0;
}

static int64_t deputy_of_head(struct due_field *f)
{
	struct person head;

	assert_true(people_by_number(f->g.store, HEAD, &head));
	return head.deputy;
}

static void told_once_when_the_time_is_over(void **state)
{
	struct due_field *f = *state;

	assert_int_equal(deputy_ends_next(&f->g, f->now), 0);
	due_text(f, HEAD, 0, "代班 韩梅 至 10:00");
	assert_int_equal(deputy_ends_next(&f->g, f->now), due_at("11-23 10:00"));
	f->now = due_at("11-23 10:00") - 1;
	due_turn(f);
	assert_int_equal(f->rows_n, 0);
	f->now++;
	due_turn(f);
	assert_int_equal(f->rows_n, 1);
	due_is_told(f, HAN_MEI, OVER);
	assert_int_equal(deputy_of_head(f), 0);
	assert_int_equal(deputy_ends_next(&f->g, f->now), 0);
	due_turn(f);
	assert_int_equal(f->rows_n, 0);
	/* Somebody sets the clock back: it was told, and stays over. */
	f->now = due_at("11-23 09:30");
	assert_int_equal(deputy_ends_next(&f->g, f->now), 0);
	due_turn(f);
	assert_int_equal(f->rows_n, 0);
}

static void a_deputy_until_further_notice_is_never_due(void **state)
{
	struct due_field *f = *state;

	due_text(f, HEAD, 0, "代班 韩梅");
	assert_true(deputy_of_head(f) != 0);
	assert_int_equal(deputy_ends_next(&f->g, f->now), 0);
	f->now += 30 * DAY;
	due_turn(f);
	assert_int_equal(f->rows_n, 0);
	assert_true(deputy_of_head(f) != 0);
}

/* ---- outages */

/* Nobody serves from shortly after the deputy was named until `back`. */
static void come_back(struct due_field *f, const char *words, const char *back)
{
	due_text(f, HEAD, 0, words);
	gateway_close(&f->g);
	due_gateway_open(&f->g, database);
	f->now = due_at(back);
}

static void after_an_outage_it_is_told_once(void **state)
{
	struct due_field *f = *state;

	come_back(f, "代班 韩梅 至 10:00", "11-23 21:30");
	assert_int_equal(deputy_ends_next(&f->g, f->now), f->now);
	due_turn(f);
	due_is_told(f, HAN_MEI, OVER);
	due_turn(f);
	assert_int_equal(f->rows_n, 0);
}

static void after_twelve_hours_nobody_is_told(void **state)
{
	struct due_field *f = *state;

	come_back(f, "代班 韩梅 至 10:00", "11-26 09:00");
	due_turn(f);
	assert_int_equal(f->rows_n, 0);
	assert_int_equal(deputy_of_head(f), 0);
	assert_int_equal(deputy_ends_next(&f->g, f->now), 0);
}

/* Counted, as for clocks, from when it was due: from the morning where it ended at night. */
static void the_twelve_hours_begin_in_the_morning(void **state)
{
	struct due_field *f = *state;

	come_back(f, "代班 韩梅 至 23:00", "11-24 18:59");
	due_turn(f);
	due_is_told(f, HAN_MEI, OVER);
	come_back(f, "代班 韩梅 至 23:00", "11-25 19:00");
	due_turn(f);
	assert_int_equal(f->rows_n, 0);
	assert_int_equal(deputy_of_head(f), 0);
}

static void one_that_was_long_over_is_not_told_by_the_next_naming(void **state)
{
	struct due_field *f = *state;

	come_back(f, "代班 韩梅 至 10:00", "11-26 09:00");
	due_text(f, HEAD, 0, "代班 李雷"); /* before what is due is looked at */
	due_turn(f);
	assert_int_equal(f->rows_n, 0);
	f->rows_n = outbox_of_input(f->g.store, 2, f->rows, ROWS);
	assert_int_equal(f->rows_n, 2);
	assert_null(due_told(f, HAN_MEI));
	due_is_told(f, LI_LEI, "请您代班");
}

/* ---- quiet hours */

static void in_quiet_hours_it_waits_for_the_morning(void **state)
{
	struct due_field *f = *state;

	due_text(f, HEAD, 0, "代班 韩梅 至 23:00");
	assert_int_equal(deputy_ends_next(&f->g, f->now), due_at("11-24 07:00"));
	f->now = due_at("11-23 23:00");
	due_turn(f);
	assert_int_equal(f->rows_n, 0);
	f->now = due_at("11-24 07:00");
	due_turn(f);
	due_is_told(f, HAN_MEI, OVER);
	due_turn(f);
	assert_int_equal(f->rows_n, 0);
}

static void a_gateway_that_comes_back_in_quiet_hours_waits_too(void **state)
{
	struct due_field *f = *state;

	due_text(f, HEAD, 0, "代班 韩梅 至 21:00");
	f->now = due_at("11-23 22:30");
	assert_int_equal(deputy_ends_next(&f->g, f->now), due_at("11-24 07:00"));
	due_turn(f);
	assert_int_equal(f->rows_n, 0);
	f->now = due_at("11-24 07:00");
	due_turn(f);
	due_is_told(f, HAN_MEI, OVER);
}

/* ---- who has left */

static void a_deputy_who_has_left_hears_nothing(void **state)
{
	struct due_field *f = *state;
	struct people_row row = {.name = "韩梅", .numbers = {HAN_MEI}, .numbers_n = 1, .lang = ZH};
	int64_t id, taken_by;

	due_text(f, HEAD, 0, "代班 韩梅 至 10:00");
	assert_true(store_begin(f->g.store) && people_put(f->g.store, &row, &id, &taken_by) &&
		    people_imported(f->g.store) && store_commit(f->g.store));
	f->now = due_at("11-23 10:00");
	due_turn(f);
	assert_int_equal(f->rows_n, 0);
	assert_int_equal(deputy_of_head(f), 0);
}

/* ---- the gateway wakes */

static void look(struct due_watch *w, struct gateway *g, int64_t now, bool expected)
{
	bool due;

	assert_true(due_watch_look(w, g, now, &due));
	assert_int_equal(due, expected);
}

/* Long ago, so that no list comes before it. */
static void it_wakes_for_a_deputy_whom_another_process_named(void **state)
{
	struct due_field *f = *state;
	struct due_watch w = {0};
	struct gateway other;
	struct person head, deputy;
	int64_t until;

	assert_true(when_local_read("2020-06-02 12:00", &until));
	due_watch_begin(&w, &f->g);
	look(&w, &f->g, until - HOUR, false);
	due_gateway_open(&other, database);
	assert_true(people_by_number(other.store, HEAD, &head) && people_by_number(other.store, HAN_MEI, &deputy));
	assert_true(store_begin(other.store) && people_deputy(other.store, head.id, deputy.id, until) &&
		    store_commit(other.store));
	gateway_close(&other);
	assert_true(due_watch_touched(&w, &f->g));
	look(&w, &f->g, until - HOUR, false);
	assert_int_equal(due_watch_next(&w), until);
	/* It was about to be told, but the disk was full. */
	assert_true(store_begin(f->g.store) && people_deputy(f->g.store, head.id, 0, 0) && gateway_refresh(&f->g));
	store_rollback(f->g.store);
	f->g.roster_version = -1;
	due_watch_moved(&w, true);
	look(&w, &f->g, until, true);
	f->now = until;
	due_turn(f);
	due_is_told(f, HAN_MEI, OVER);
	due_watch_moved(&w, true);
	look(&w, &f->g, until, false);
	assert_true(due_watch_next(&w) != until);
}

/* ---- kills */

#define ROUNDS 20

static void take_and_exit(int64_t now)
{
	struct batch b = {0};
	struct gateway g;
	struct input *in;

	due_gateway_open(&g, database);
	in = batch_add(&b);
	if (!in)
		_exit(2);
	in->kind = IN_DUE;
	in->came = now;
	_exit(batch_run(&g, &b, NULL, now) ? 0 : 2);
}

/* Killed after `us`, or never where that is 0. */
static void another_takes(int64_t now, long us)
{
	const struct timespec t = {.tv_nsec = us * 1000};
	int status = 0;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0)
		take_and_exit(now);
	if (us) {
		nanosleep(&t, NULL); /* the instant of the kill is what is tried */
		kill(pid, SIGKILL);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
}

/* How many texts of what was due told her that it is over. */
static size_t times_told(struct due_field *f)
{
	size_t said = 0;

	for (int64_t input = 1; input < 10 * ROUNDS; input++) {
		size_t n = outbox_of_input(f->g.store, input, f->rows, ROWS);

		for (size_t i = 0; i < n; i++) {
			said += strcmp(f->rows[i].template, "deputy.over") == 0;
			outbox_row_free(&f->rows[i]);
		}
	}
	return said;
}

static void killed_at_any_moment_it_is_told_once(void **state)
{
	struct due_field *f = *state;

	f->seed = 11;
	for (int i = 0; i < ROUNDS; i++) {
		due_text(f, HEAD, 0, i % 2 ? "代班 韩梅 至 10:00" : "代班 韩梅 至 11:00");
		gateway_close(&f->g);
		f->now = due_at(i % 2 ? "11-23 10:00" : "11-23 11:00") + i * DAY;
		for (int k = 0; k < 3; k++)
			another_takes(f->now, 500 + (long)due_dice(f, 30000));
		another_takes(f->now, 0);
		due_gateway_open(&f->g, database);
		assert_int_equal(deputy_of_head(f), 0);
		f->now = due_at("11-23 09:00") + (i + 1) * DAY;
	}
	assert_int_equal(times_told(f), ROUNDS);
}

#define FILE_TEST(name) cmocka_unit_test_setup_teardown(name, make_in_folder, end_in_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		DUE_TEST(told_once_when_the_time_is_over),
		DUE_TEST(a_deputy_until_further_notice_is_never_due),
		FILE_TEST(after_an_outage_it_is_told_once),
		FILE_TEST(after_twelve_hours_nobody_is_told),
		FILE_TEST(the_twelve_hours_begin_in_the_morning),
		FILE_TEST(one_that_was_long_over_is_not_told_by_the_next_naming),
		DUE_TEST(in_quiet_hours_it_waits_for_the_morning),
		DUE_TEST(a_gateway_that_comes_back_in_quiet_hours_waits_too),
		DUE_TEST(a_deputy_who_has_left_hears_nothing),
		FILE_TEST(it_wakes_for_a_deputy_whom_another_process_named),
		FILE_TEST(killed_at_any_moment_it_is_told_once),
	};

	return cmocka_run_group_tests(tests, due_rules_load, due_rules_unload);
}
