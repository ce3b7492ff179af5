/* Clocks that were built again, and texts taken back: nothing is said twice, and nothing is forgotten. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/clock/clocks.h"
#include "handlers/clock/clocks_rebuilt.h"
#include "tests/handlers/clock/clock_bench.h"

static void an_undo_says_nothing_twice(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 2h}\n") STEPS);
	struct ticket was = b->t; /* as rebuilt from the ledger: nothing said */
	struct ticket with;

	assert_string_equal(said(b, "11-23 10:30"), "job 0;job 1");
	go(b, "11-23 10:35", "done", "finished");
	with = b->t;
	b->t = was;
	clocks_undone(&b->ctx, &b->t, &with, moment("11-23 10:35"));
	assert_string_equal(said(b, "11-23 10:59"), "");
	assert_string_equal(said(b, "11-23 11:00"), "job 2");

	/* The same for a step that repeats, and began anew with the text. */
	b = begin(state, "11-23 09:00",
		  "clocks:\n  still:\n    label: {zh: 停, en: still}\n    during: [new, waiting]\n"
		  "    due: [{within: 1h}]\n" REPEAT(""));
	was = b->t;
	assert_string_equal(said(b, "11-23 10:00"), "still 0");
	go(b, "11-23 10:05", "waiting", NULL);
	with = b->t;
	b->t = was;
	clocks_undone(&b->ctx, &b->t, &with, moment("11-23 10:05"));
	assert_string_equal(said(b, "11-23 13:59"), "");
	assert_string_equal(said(b, "11-23 14:00"), "still 0");
}

static void what_the_night_held_back_before_an_undo_is_said_in_the_morning(void **state)
{
	/* A repeating one whose turn at midnight waits for the morning. */
	struct bench *b =
		begin(state, "11-23 19:00",
		      QUIET("22:00-07:00") "clocks:\n  still:\n    label: {zh: 停, en: still}\n"
					   "    during: [new, waiting]\n    due: [{within: 1h}]\n" REPEAT(""));
	struct ticket was = b->t, with;
	struct ticket nobodys;

	assert_string_equal(said(b, "11-23 20:00"), "still 0");
	go(b, "11-24 06:30", "waiting", NULL);
	with = b->t;
	b->t = was;
	clocks_undone(&b->ctx, &b->t, &with, moment("11-24 06:30"));
	next_is(b, "11-24 07:00");
	assert_string_equal(said(b, "11-24 07:00"), "still 0");

	/* One that was late in the evening already, but known to nobody before the night. */
	b = begin(state, "11-23 19:00", QUIET("22:00-07:00") JOB("      - {class: A, within: 1h}\n") AFTER(""));
	nobodys = b->t;
	b->t.customer = 3;
	b->t.customer_class = 'A';
	follow(b, &nobodys, "11-24 02:00");
	was = b->t;
	assert_string_equal(said(b, "11-24 02:00"), "");
	go(b, "11-24 02:10", "done", "finished");
	with = b->t;
	b->t = was;
	clocks_undone(&b->ctx, &b->t, &with, moment("11-24 02:10"));
	assert_string_equal(said(b, "11-24 02:20"), "");
	assert_string_equal(said(b, "11-24 07:00"), "job 0");
}

static void a_rebuilt_clock_keeps_what_it_said_and_how_it_was_judged(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 2h}\n") STEPS);
	struct ticket made = b->t;
	struct ticket kept;

	assert_string_equal(said(b, "11-23 10:30"), "job 0;job 1");
	clocks_rebuilt(&b->ctx, &made, &b->t, moment("11-23 10:31"));
	assert_memory_equal(&made.clocks[0].done, &b->t.clocks[0].done, sizeof(made.clocks[0].done));
	assert_int_equal(made.clocks[0].next, moment("11-23 11:00"));

	/* It keeps its verdict although the rule has changed. */
	go(b, "11-23 10:45", "done", "finished");
	kept = b->t;
	made = b->t;
	made.clocks[0].due = moment("11-23 10:00");
	made.clocks[0].verdict = MISSED;
	clocks_rebuilt(&b->ctx, &made, &kept, moment("11-23 11:00"));
	assert_int_equal(made.clocks[0].verdict, MET);
	assert_int_equal(made.clocks[0].due, moment("11-23 11:00"));
}

static void what_was_said_before_a_pause_is_not_said_again_after_it(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PAUSING("      - {within: 2h}\n") STEPS);
	struct ticket made = b->t, with;
	struct ticket before;

	assert_string_equal(said(b, "11-23 10:30"), "job 0;job 1");
	before = b->t;
	b->t.state = made.state = flow_state(b->flow, "waiting");
	follow(b, &before, "11-23 10:40");
	assert_true(clocks_follow(&b->ctx, &before, &made, NULL, moment("11-23 10:40"), NULL));

	/* Rebuilt while it pauses, and undone back into the pause. */
	made.clocks[0].done = 0;
	clocks_rebuilt(&b->ctx, &made, &b->t, moment("11-23 10:50"));
	assert_int_equal(made.clocks[0].done, b->t.clocks[0].done);
	with = b->t;
	b->t = made;
	b->t.clocks[0].done = 0;
	clocks_undone(&b->ctx, &b->t, &with, moment("11-23 10:50"));
	go(b, "11-23 11:00", "new", NULL);
	assert_string_equal(said(b, "11-23 11:19"), "");
	assert_string_equal(said(b, "11-23 11:20"), "job 2");
}

static void a_clock_nobody_knew_of_says_nothing_of_the_past(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 2h}\n") STEPS);
	struct ticket made = b->t, none = b->t;

	memset(none.clocks, 0, sizeof(none.clocks));
	clocks_rebuilt(&b->ctx, &made, &none, moment("11-23 11:30"));
	b->t = made;
	assert_string_equal(said(b, "11-23 11:30"), "");
	assert_string_equal(said(b, "11-23 13:00"), "job 3");
}

static void after_a_clock_on_the_wall_that_ran_ahead_there_is_no_silence(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 2h}\n") STEPS);
	struct ticket made = b->t;

	assert_string_equal(said(b, "12-23 09:00"), "job 2;job 3"); /* a month ahead, by mistake */
	clocks_rebuilt(&b->ctx, &made, &b->t, moment("11-23 09:10"));
	b->t = made;
	assert_string_equal(said(b, "11-23 10:29"), ""); /* at most an hour early: it was said */
	assert_string_equal(said(b, "11-23 10:30"), "job 1");
	assert_string_equal(said(b, "11-23 11:00"), "job 2");
	assert_string_equal(said(b, "11-23 13:00"), "job 3");

	/* Five minutes back: nothing is said a second time. */
	b = begin(state, "11-23 09:00", JOB("      - {within: 2h}\n") STEPS);
	made = b->t;
	assert_string_equal(said(b, "11-23 11:02"), "job 2");
	clocks_rebuilt(&b->ctx, &made, &b->t, moment("11-23 10:57"));
	b->t = made;
	assert_string_equal(said(b, "11-23 12:59"), "");
	assert_string_equal(said(b, "11-23 13:00"), "job 3");
}

static void turns_that_a_clock_running_ahead_counted_come_again(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 4h}\n") REPEAT(""));
	struct ticket made = b->t;

	assert_string_equal(said(b, "11-28 09:00"), "job 0");
	clocks_rebuilt(&b->ctx, &made, &b->t, moment("11-23 14:00"));
	b->t = made;
	assert_string_equal(said(b, "11-23 16:59"), "");
	assert_string_equal(said(b, "11-23 17:00"), "job 0");
}

/* Rebuilds the ticket's clocks from the beginning, by the rules as they are now, at that time. */
static void rebuild(struct bench *b, const char *begun, const char *when)
{
	struct ticket blank, made = b->t;

	ticket_blank(&blank, b->flow, 10008);
	memset(made.clocks, 0, sizeof(made.clocks));
	assert_true(clocks_follow(&b->ctx, &blank, &made, NULL, moment(begun), NULL));
	clocks_rebuilt(&b->ctx, &made, &b->t, moment(when));
	b->t = made;
}

/* Four hours become three: what was said is not said again, but what is overdue by the new rule is said. */
static void another_rule_forgets_nothing_that_was_said(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 4h}\n") STEPS);

	assert_string_equal(said(b, "11-23 11:00"), "job 0");
	b->flows.all[0]->clocks[0].dues[0].ms = 3 * 3600000LL;
	rebuild(b, "11-23 09:00", "11-23 11:40");
	due_is(b, "job", "11-23 12:00");
	assert_string_equal(said(b, "11-23 11:40"), "job 1");
	assert_string_equal(said(b, "11-23 11:59"), "");
	assert_string_equal(said(b, "11-23 12:00"), "job 2");

	/* A step that repeats goes on by the new rule. */
	b = begin(state, "11-23 09:00", JOB("      - {within: 4h}\n") REPEAT(""));
	assert_string_equal(said(b, "11-23 13:00"), "job 0");
	b->flows.all[0]->clocks[0].dues[0].ms = 2 * 3600000LL;
	rebuild(b, "11-23 09:00", "11-23 13:30");
	assert_string_equal(said(b, "11-23 13:30"), "");
	next_is(b, "11-23 15:00");
	assert_string_equal(said(b, "11-23 14:59"), "");
	assert_string_equal(said(b, "11-23 15:00"), "job 0");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		CASE(an_undo_says_nothing_twice),
		CASE(what_the_night_held_back_before_an_undo_is_said_in_the_morning),
		CASE(a_rebuilt_clock_keeps_what_it_said_and_how_it_was_judged),
		CASE(what_was_said_before_a_pause_is_not_said_again_after_it),
		CASE(a_clock_nobody_knew_of_says_nothing_of_the_past),
		CASE(after_a_clock_on_the_wall_that_ran_ahead_there_is_no_silence),
		CASE(turns_that_a_clock_running_ahead_counted_come_again),
		CASE(another_rule_forgets_nothing_that_was_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
