/* Clocks that follow events: pauses, states that void them, corrections and promises. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/clock/clock_next.h"
#include "handlers/clock/clocks.h"
#include "tests/handlers/clock/clock_bench.h"

static void a_pause_moves_what_is_due_by_its_length(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PAUSING("      - {within: 3h}\n") STEPS);

	due_is(b, "job", "11-23 12:00");
	go(b, "11-23 10:00", "waiting", NULL);
	due_is(b, "job", "");
	assert_int_equal(clocks_next(&b->t), 0);
	assert_string_equal(said(b, "11-23 14:59"), "");
	go(b, "11-23 15:00", "working", NULL);
	due_is(b, "job", "11-23 17:00");
	next_is(b, "11-23 15:30"); /* half of three hours, one of which is gone */
	go(b, "11-23 16:00", "waiting", NULL);
	go(b, "11-24 03:00", "new", NULL);
	due_is(b, "job", "11-24 04:00");
	go(b, "11-24 04:00", "done", "finished");
	judged(b, "job", MET);
	assert_non_null(strstr(b->change, "met.job="));
	assert_non_null(strstr(b->change, "/3h"));
}

/* The ticket was done with by phone, and is reopened days later: nobody was late for what nobody had to do. */
static void a_visit_after_reopening_is_nothing_to_a_clock_that_was_void(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 3h}\n") STEPS);

	go(b, "11-23 10:00", "cancelled", NULL);
	judged(b, "job", VOID);
	b->t.visit = 2;
	go(b, "11-28 09:00", "working", NULL);
	go(b, "11-28 10:00", "done", "finished");
	judged(b, "job", VOID);
}

static void of_working_time_a_pause_takes_what_was_worked(void **state)
{
	struct bench *b = begin(state, "11-23 16:00", PAUSING("      - {within: 4 working hours}\n") STEPS);

	due_is(b, "job", "11-24 11:00");
	go(b, "11-23 17:00", "waiting", NULL); /* one hour worked */
	go(b, "11-25 08:00", "working", NULL); /* before work begins */
	due_is(b, "job", "11-25 12:00");
	next_is(b, "11-25 10:00"); /* two of four hours */
	go(b, "11-25 12:01", "done", "finished");
	judged(b, "job", MISSED);
}

static void what_is_late_is_not_mended_by_a_pause(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PAUSING("      - {within: 1h}\n") STEPS);

	go(b, "11-23 10:30", "waiting", NULL);
	due_is(b, "job", "11-23 10:00");
	assert_string_equal(said(b, "11-23 13:00"), "job 2;job 3");
	go(b, "11-23 14:00", "done", "finished");
	judged(b, "job", MISSED);

	/* Paused on the last millisecond it is not late. */
	b = begin(state, "11-23 09:00", PAUSING("      - {within: 1h}\n"));
	go(b, "11-23 10:00", "waiting", NULL);
	due_is(b, "job", "");
	go(b, "11-25 10:00", "done", "finished");
	judged(b, "job", MET);
}

static void what_stops_in_a_pause_was_in_time(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PAUSING("      - {within: 3h}\n"));

	go(b, "11-23 10:00", "waiting", NULL);
	go(b, "11-30 10:00", "done", "finished");
	judged(b, "job", MET);
}

static void a_pause_without_end_ends_with_the_ticket(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PAUSING("      - {within: 3h}\n"));

	go(b, "11-23 10:00", "waiting", NULL);
	go(b, "11-23 11:00", "cancelled", NULL);
	judged(b, "job", VOID);
	assert_string_equal(b->change, "");
}

static void void_is_not_judged_unless_it_is_stamped_after_all(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 3h}\n") STEPS);

	go(b, "11-23 13:00", "cancelled", NULL);
	judged(b, "job", VOID);
	assert_int_equal(clocks_next(&b->t), 0);
	correct(b, "11-24 10:00", "finished", "11-23 11:59");
	judged(b, "job", MET);
	correct(b, "11-24 11:00", "finished", "11-23 12:01");
	judged(b, "job", MISSED);
	assert_non_null(strstr(b->change, "late.job="));
}

static void a_clock_that_runs_during_a_state_begins_again_with_each(void **state)
{
	struct bench *b = begin(state, "11-23 09:00",
				"clocks:\n  still:\n    label: {zh: 停, en: still}\n    during: [new, waiting]\n"
				"    if: down\n    void: [cancelled]\n    due: [{within: 4h}]\n" REPEAT(""));

	due_is(b, "still", "");
	b->t.down = true;
	go(b, "11-23 10:00", "new", NULL);
	due_is(b, "still", "11-23 14:00");
	assert_string_equal(said(b, "11-23 18:00"), "still 0");
	go(b, "11-23 19:00", "waiting", NULL);
	due_is(b, "still", "11-23 23:00");
	assert_non_null(strstr(b->change, "late.still="));
	assert_string_equal(said(b, "11-24 08:00"), "still 0");
	go(b, "11-24 09:00", "working", NULL);
	judged(b, "still", MISSED);
	go(b, "11-24 10:00", "new", NULL);
	due_is(b, "still", "11-24 14:00");
	go(b, "11-24 11:00", "new", NULL); /* nothing moved */
	due_is(b, "still", "11-24 14:00");
	go(b, "11-24 12:00", "cancelled", NULL);
	judged(b, "still", VOID);
}

static void a_corrected_stop_is_judged_again(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 3h}\n"));

	go(b, "11-23 12:01", "done", "finished");
	judged(b, "job", MISSED);
	correct(b, "11-25 10:00", "finished", "11-23 12:00");
	judged(b, "job", MET);
	assert_non_null(strstr(b->change, "met.job="));
	due_is(b, "job", "11-23 12:00");
}

static void a_corrected_start_is_judged_again(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", JOB("      - {within: 3h}\n"));

	go(b, "11-23 12:01", "done", "finished");
	correct(b, "11-25 10:00", "begun", "11-23 09:30");
	judged(b, "job", MET);
	due_is(b, "job", "11-23 12:30");
	correct(b, "11-25 11:00", "begun", "11-23 08:00");
	judged(b, "job", MISSED);
}

static void a_corrected_start_moves_a_clock_that_runs(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PAUSING("      - {within: 3h}\n") STEPS);

	correct(b, "11-23 09:10", "begun", "11-23 08:00");
	due_is(b, "job", "11-23 11:00");
	go(b, "11-23 10:00", "waiting", NULL); /* one hour is left */
	correct(b, "11-23 10:30", "begun", "11-23 08:30");
	due_is(b, "job", "");
	go(b, "11-23 20:00", "working", NULL);
	due_is(b, "job", "11-23 21:30");
	correct(b, "11-23 20:10", "begun", "11-23 09:00");
	due_is(b, "job", "11-23 22:00");
}

static void a_promise_holds_to_the_end_of_its_minute(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);
	struct ticket before;

	assert_int_equal(clock_of(b, "eta")->started, 0);
	promise(b, "11-23 09:10", NULL, "11-23 11:00");
	assert_string_equal(said(b, "11-23 10:45"), "eta 0");
	assert_string_equal(said(b, "11-23 11:00"), "");
	next_is(b, "11-23 11:01");
	before = b->t;
	b->t.state = flow_state(b->flow, "working");
	assert_true(clocks_follow(&b->ctx, &before, &b->t, NULL, moment("11-23 11:00") + 59999, b->change));
	judged(b, "eta", MET);
}

static void a_delay_told_in_time_keeps_the_promise(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);

	promise(b, "11-23 09:10", NULL, "11-23 11:00");
	assert_string_equal(said(b, "11-23 10:45"), "eta 0");
	promise(b, "11-23 10:50", NULL, "11-23 12:00");
	assert_string_equal(b->change, "");
	assert_string_equal(said(b, "11-23 11:30"), "");
	assert_string_equal(said(b, "11-23 11:45"), "eta 0"); /* asked before the new time too */
	go(b, "11-23 12:00", "working", NULL);
	judged(b, "eta", MET);
}

static void a_promise_broken_unsaid_stays_broken_and_is_written_once(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);

	promise(b, "11-23 09:10", NULL, "11-23 11:00");
	assert_string_equal(said(b, "11-23 11:01"), "eta 1");
	promise(b, "11-23 11:05", NULL, "11-23 12:00");
	assert_non_null(strstr(b->change, "late.eta="));
	assert_int_equal(clock_of(b, "eta")->verdict, MISSED);
	assert_int_equal(clock_of(b, "eta")->stopped, 0);
	go(b, "11-23 11:30", "working", NULL);
	judged(b, "eta", MISSED);
	assert_string_equal(b->change, "");

	/* A second broken promise is written too. */
	b = begin(state, "11-23 09:00", PROMISED);
	promise(b, "11-23 09:10", NULL, "11-23 11:00");
	promise(b, "11-23 11:05", NULL, "11-23 12:00");
	go(b, "11-23 12:01", "working", NULL);
	assert_non_null(strstr(b->change, "late.eta="));
}

static void what_is_called_off_in_time_broke_no_promise(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);

	promise(b, "11-23 09:10", NULL, "11-23 11:00");
	go(b, "11-23 10:00", "cancelled", NULL);
	judged(b, "eta", VOID);
	b = begin(state, "11-23 09:00", PROMISED);
	promise(b, "11-23 09:10", NULL, "11-23 11:00");
	go(b, "11-23 11:01", "cancelled", NULL);
	judged(b, "eta", MISSED);
}

static void an_expected_arrival_takes_the_place_of_a_planned_time(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);

	promise(b, "11-23 09:10", "11-23 11:00", NULL);
	due_is(b, "planned", "11-23 11:00");
	promise(b, "11-23 10:00", NULL, "11-23 13:00");
	judged(b, "planned", VOID);
	due_is(b, "eta", "11-23 13:00");
}

static void the_same_time_told_again_is_a_promise_again(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);

	promise(b, "11-23 09:10", "11-23 16:00", NULL);
	go(b, "11-23 10:00", "waiting", NULL);
	judged(b, "planned", VOID);
	go(b, "11-23 11:00", "new", NULL);
	due_is(b, "planned", "11-23 16:00");
	assert_int_equal(clock_of(b, "planned")->stopped, 0);
	go(b, "11-23 12:00", "waiting", NULL);
	go(b, "11-23 17:00", "new", NULL); /* it has passed, so nobody can have meant it */
	judged(b, "planned", VOID);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		CASE(a_pause_moves_what_is_due_by_its_length),
		CASE(a_visit_after_reopening_is_nothing_to_a_clock_that_was_void),
		CASE(of_working_time_a_pause_takes_what_was_worked),
		CASE(what_is_late_is_not_mended_by_a_pause),
		CASE(what_stops_in_a_pause_was_in_time),
		CASE(a_pause_without_end_ends_with_the_ticket),
		CASE(void_is_not_judged_unless_it_is_stamped_after_all),
		CASE(a_clock_that_runs_during_a_state_begins_again_with_each),
		CASE(a_corrected_stop_is_judged_again),
		CASE(a_corrected_start_is_judged_again),
		CASE(a_corrected_start_moves_a_clock_that_runs),
		CASE(a_promise_holds_to_the_end_of_its_minute),
		CASE(a_delay_told_in_time_keeps_the_promise),
		CASE(a_promise_broken_unsaid_stays_broken_and_is_written_once),
		CASE(what_is_called_off_in_time_broke_no_promise),
		CASE(an_expected_arrival_takes_the_place_of_a_planned_time),
		CASE(the_same_time_told_again_is_a_promise_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
