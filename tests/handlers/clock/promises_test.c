/* Promises: when they stand, when they are kept or broken, and what begins anew; and what a clock that pauses or asks nothing
 * says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/clock/clock_next.h"
#include "handlers/clock/clocks.h"
#include "handlers/clock/clocks_rebuilt.h"
#include "handlers/clock/due.h"
#include "tests/handlers/clock/clock_bench.h"

/* Into a state by a code, as the ledger names it: a time that it takes is told once more, even if it is the same. */
static void go_by(struct bench *b, const char *when, const char *to, const char *code)
{
	struct ticket before = b->t;

	b->t.state = flow_state(b->flow, to);
	b->change[0] = '\0';
	assert_true(clocks_follow(&b->ctx, &before, &b->t, flow_code(b->flow, code), moment(when), b->change));
}

/* One event that makes all of it so; to the state, if one is named. */
static void become(struct bench *b, const char *when, struct ticket next, const char *to)
{
	struct ticket before = b->t;

	b->t = next;
	b->t.state = to ? flow_state(b->flow, to) : before.state;
	follow(b, &before, when);
}

static void a_promise_that_was_kept_is_over(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);

	promise(b, "11-23 09:10", "11-23 16:00", NULL);
	go(b, "11-23 10:00", "working", NULL);
	judged(b, "planned", MET);
	go(b, "11-23 11:00", "waiting", NULL);
	go(b, "11-23 12:00", "new", NULL);
	judged(b, "planned", MET);
	assert_string_equal(said(b, "11-23 17:00"), "");

	/* Unless the same time is told once more. */
	b = begin(state, "11-23 09:00", PROMISED);
	promise(b, "11-23 09:10", "11-23 16:00", NULL);
	go(b, "11-23 10:00", "working", NULL);
	go(b, "11-23 11:00", "waiting", NULL);
	go_by(b, "11-23 12:00", "new", "work");
	due_is(b, "planned", "11-23 16:00");
	assert_string_equal(said(b, "11-23 16:01"), "planned 0");
}

static void a_broken_promise_is_late_through_the_next_one_of_its_visit(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);
	struct ticket next;

	promise(b, "11-23 09:10", "11-23 10:00", NULL);
	go(b, "11-23 10:30", "waiting", NULL);
	judged(b, "planned", MISSED);
	assert_non_null(strstr(b->change, "late.planned="));
	next = b->t;
	FIELD(next, "planned") = moment("11-23 16:00");
	become(b, "11-23 11:00", next, "new");
	due_is(b, "planned", "11-23 16:00");
	assert_true(clock_of(b, "planned")->broken);
	go(b, "11-23 15:00", "working", NULL);
	judged(b, "planned", MISSED);
	assert_string_equal(b->change, ""); /* which was written when it was broken */
}

static void a_departure_that_begins_a_visit_begins_its_promises_anew(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);
	struct ticket next = b->t;

	next.phase = VISIT_OVER;
	FIELD(next, "eta") = moment("11-23 10:00"); /* told before he leaves, and passed */
	b->t.phase = VISIT_OVER;
	become(b, "11-23 09:10", next, NULL);
	next.visit = 2;
	next.phase = VISIT_UNDERWAY;
	FIELD(next, "eta") = moment("11-23 12:00");
	next.clocks[0] = b->t.clocks[0];
	become(b, "11-23 10:30", next, NULL);
	assert_non_null(strstr(b->change, "late.eta=")); /* of the one that passed */
	assert_false(clock_of(b, "eta")->broken);
	go(b, "11-23 12:00", "working", NULL);
	judged(b, "eta", MET);
	assert_non_null(strstr(b->change, "met.eta="));
}

static void leaving_ends_the_visit_that_broke_a_promise(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);
	struct ticket next;

	promise(b, "11-23 09:10", NULL, "11-23 10:00");
	next = b->t;
	next.phase = VISIT_OVER;
	become(b, "11-23 10:30", next, "waiting");
	judged(b, "eta", MISSED);
	next = b->t;
	FIELD(next, "eta") = moment("11-23 12:00");
	become(b, "11-23 11:00", next, "new");
	assert_false(clock_of(b, "eta")->broken);
	go(b, "11-23 12:00", "working", NULL);
	judged(b, "eta", MET);
}

static void another_station_is_not_held_to_what_one_before_it_broke(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);
	struct ticket next;

	promise(b, "11-23 09:10", "11-23 10:00", NULL);
	next = b->t;
	next.station = 0;
	FIELD(next, "planned") = 0;
	become(b, "11-23 10:30", next, NULL);
	judged(b, "planned", MISSED);
	assert_non_null(strstr(b->change, "late.planned="));
	promise(b, "11-23 11:00", "11-23 12:00", NULL);
	go(b, "11-23 12:00", "working", NULL);
	judged(b, "planned", MET);
}

static void a_promise_void_while_waiting_is_met_by_who_comes_in_time(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);
	struct ticket was, with;

	promise(b, "11-23 09:10", NULL, "11-23 12:00");
	FIELD(b->t, "eta") = 0;
	go(b, "11-23 10:00", "waiting", NULL);
	judged(b, "eta", VOID);
	was = b->t;
	go(b, "11-23 12:00", "working", NULL);
	judged(b, "eta", MET);
	assert_non_null(strstr(b->change, "met.eta="));

	/* Too late, nobody had promised it any more. */
	b->t = was;
	go(b, "11-23 12:01", "working", NULL);
	judged(b, "eta", VOID);
	assert_string_equal(b->change, "");

	/* Another time that was told has taken its place, until that is taken back. */
	b->t = was;
	promise(b, "11-23 10:30", "11-23 15:00", NULL);
	with = b->t;
	go(b, "11-23 11:00", "working", NULL);
	judged(b, "eta", VOID);
	b->t = was;
	clocks_undone(&b->ctx, &b->t, &with, moment("11-23 10:30"));
	go(b, "11-23 11:00", "working", NULL);
	judged(b, "eta", MET);
}

static void an_undo_back_from_waiting_leaves_a_promise_that_runs(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PROMISED);
	struct ticket was, with;

	promise(b, "11-23 09:10", NULL, "11-23 12:00");
	was = b->t;
	go(b, "11-23 10:00", "waiting", NULL);
	with = b->t;
	b->t = was;
	clocks_undone(&b->ctx, &b->t, &with, moment("11-23 10:00"));
	assert_int_equal(clock_of(b, "eta")->done, 0);
	go(b, "11-23 11:00", "cancelled", NULL);
	b->t.state = flow_state(b->flow, "new");
	go(b, "11-23 11:30", "working", NULL);
	judged(b, "eta", VOID);
}

static void what_was_said_before_a_pause_that_ends_at_night_is_not_said_in_the_morning(void **state)
{
	struct bench *b = begin(state, "11-23 12:00", QUIET("22:00-07:00") PAUSING("      - {within: 14h}\n") STEPS);
	struct ticket made, with;

	assert_string_equal(said(b, "11-23 19:00"), "job 0");
	go(b, "11-23 20:00", "waiting", NULL);
	go(b, "11-24 02:00", "working", NULL); /* six hours are left: until 08:00 */
	made = b->t;
	assert_string_equal(said(b, "11-24 07:00"), "");
	assert_string_equal(said(b, "11-24 07:30"), "job 1");
	assert_string_equal(said(b, "11-24 08:00"), "job 2");

	/* Nor after another rule in that night, or a text that is taken back. */
	b->t = made;
	b->flows.all[0]->clocks[0].dues[0].ms += 60000;
	made.clocks[0].done = 0;
	due_find(&b->ctx, &b->flow->clocks[0], &made.clocks[0], &made);
	clocks_rebuilt(&b->ctx, &made, &b->t, moment("11-24 02:10"));
	b->t = made;
	due_is(b, "job", "11-24 08:01");
	assert_string_equal(said(b, "11-24 07:00"), "");
	made.clocks[0].done = 0;
	go(b, "11-24 07:10", "done", "finished");
	with = b->t;
	b->t = made;
	clocks_undone(&b->ctx, &b->t, &with, moment("11-24 07:10"));
	assert_string_equal(said(b, "11-24 07:11"), "");
}

static void what_asked_nothing_is_not_void_when_the_ticket_ends(void **state)
{
	struct bench *b = begin(state, "11-23 09:00", PAUSING("      - {class: A, within: 3h}\n") STEPS);

	go(b, "11-23 10:00", "cancelled", NULL);
	judged(b, "job", UNJUDGED);
	assert_string_equal(b->change, "");

	/* Nor is it judged when its start is corrected after that. */
	b->t.customer_class = 'A';
	correct(b, "11-23 12:00", "begun", "11-23 08:00");
	judged(b, "job", VOID);
	assert_string_equal(b->change, "");

	b = begin(state, "11-23 09:00", PAUSING("      - {class: A, within: 3h}\n") STEPS);
	go(b, "11-23 10:00", "waiting", NULL);
	go(b, "11-23 11:00", "cancelled", NULL);
	judged(b, "job", UNJUDGED);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		CASE(a_promise_that_was_kept_is_over),
		CASE(a_broken_promise_is_late_through_the_next_one_of_its_visit),
		CASE(a_departure_that_begins_a_visit_begins_its_promises_anew),
		CASE(leaving_ends_the_visit_that_broke_a_promise),
		CASE(another_station_is_not_held_to_what_one_before_it_broke),
		CASE(a_promise_void_while_waiting_is_met_by_who_comes_in_time),
		CASE(an_undo_back_from_waiting_leaves_a_promise_that_runs),
		CASE(what_was_said_before_a_pause_that_ends_at_night_is_not_said_in_the_morning),
		CASE(what_asked_nothing_is_not_void_when_the_ticket_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
