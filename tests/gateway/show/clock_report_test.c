/* What `show` says of a ticket's clocks. Runs where the sources are. */
#include "gateway/show/clock_report.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "db/ledger/digest.h"
#include "db/ledger/ledger.h"
#include "db/store/inbox.h"
#include "db/store/ledger_rows.h"
#include "db/store/store.h"
#include "db/store/tickets.h"
#include "gateway/road/intake.h"
#include "gateway/state/clock_refresh.h"
#include "handlers/model/change.h"
#include "handlers/time/when.h"
#include "tests/gateway/shift.h"

static void report(struct shift *s, int64_t number)
{
	static struct ticket t;
	shift_ticket(s, number, &t);
	assert_true(clock_report_print(&s->workspace, &t, s->now, shift_paper(s)));
}

/* The flow's clock of that name, to be made another. */
static struct clock_kind *clock_called(struct shift *s, const char *name)
{
	struct flow *f = s->rules->flows.all[0];
	for (size_t i = 0; i < f->clocks_n; i++)
		if (strcmp(f->clocks[i].name, name) == 0)
			return &f->clocks[i];
	fail_msg("there is no clock %s", name);
	return NULL;
}

/* Arrival in so many hours of working time, and none of it while the ticket waits. */
static void asks_working_hours(struct shift *s, int hours)
{
	struct clock_kind *k = clock_called(s, "arrival");
	k->dues_n = 1;
	k->dues[0] = (struct due_rule){.how = DUE_WORKING, .ms = hours * 3600000LL};
	snprintf(k->dues[0].text, DUE_TEXT, "%d working hours", hours);
	k->pauses = 1u << flow_state(s->rules->flows.all[0], "waiting");
}

/* What stands under that clock, alone. */
static void only(struct shift *s, const char *name)
{
	char head[64];
	fflush(s->out);
	snprintf(head, sizeof(head), "\nclock %s ", name);
	char *from = strstr(s->said, head);
	if (!from) {
		fail_msg("nothing of clock %s:\n%s", name, s->said);
		return;
	}
	char *to = strstr(from + 1, "\nclock ");
	char *part = strndup(from, to ? (size_t)(to - from) : strlen(from));
	fputs(part, shift_paper(s));
	free(part);
}

/* As a correction that was approved: an event that moves the node's time. */
static void correct(struct shift *s, int64_t number, const char *node, const char *time)
{
	static struct ticket before, after;
	const struct clock_context h = {.calendars = s->rules->calendars, .roster = &s->workspace.roster};
	const struct inbox_entry entry = {
		.kind = "mo", .channel = "sms", .came = s->now, .moment = s->now, .payload = ""};
	struct event e = {.ticket = number, .at = s->now, .flow = "repair", .code = "approve"};
	unsigned char digest[HASH_BYTES];
	int64_t inbox, seq;
	bool again;

	shift_ticket(s, number, &before);
	after = before;
	assert_true(when_local_read(time, &after.nodes[flow_node(after.flow, node)].at));
	assert_true(change_between(&before, &after, e.change));
	assert_true(clocks_follow(&h, &before, &after, NULL, s->now, e.change));
	digest_of("", 0, digest);
	assert_true(store_begin(s->workspace.store));
	assert_true(inbox_take(s->workspace.store, &entry, &inbox, &again));
	assert_true(ledger_append(s->workspace.store, &e, s->now, inbox, digest, &seq));
	assert_true(tickets_save(s->workspace.store, &after, s->now) && store_commit(s->workspace.store));
}

static int64_t dispatched(struct shift *s, const char *at)
{
	shift_at(s, at);
	int64_t n = shift_open(s, "EC210-0042", false, "发动机无法启动");
	shift_text(s, HEAD, "派工 17:00 李雷");
	return n;
}

static void a_ticket_without_clocks_says_nothing(void **state)
{
	struct shift s;
	static struct ticket t;
	int64_t n;

	(void)state;
	shift_begin(&s);
	s.rules->flows.all[0]->clocks_n = 0;
	shift_at(&s, "2026-11-20 16:30");
	n = shift_open(&s, "EC210-0042", false, "发动机无法启动");
	shift_ticket(&s, n, &t);
	assert_true(clock_report_print(&s.workspace, &t, s.now, shift_paper(&s)));
	fflush(s.out);
	assert_string_equal(s.said, "");
	shift_end(&s);
}

static void a_clock_that_runs_tells_its_line_what_is_left_and_what_comes_next(void **state)
{
	struct shift s;
	int64_t n;

	(void)state;
	shift_begin(&s);
	shift_at(&s, "2026-11-20 16:30");
	n = shift_open(&s, "EC210-0042", false, "发动机无法启动");
	shift_at(&s, "2026-11-20 17:05");
	report(&s, n);
	only(&s, "answer");
	shift_says(&s, "clock answer (first answer, 首次响应)");
	shift_says(&s, "rule      60m\n");
	shift_says(&s, "start     2026-11-20 16:30");
	shift_says(&s, "due       2026-11-20 17:30");
	shift_says(&s, "still runs; 25 min left");
	shift_says(&s, "2026-11-20 17:00  taken       at 50% of the time  station_head");
	shift_says(&s, "2026-11-20 17:30  comes next  when it is over     station_head, agent");
	shift_says(&s, "2026-11-20 18:30  to come     1 h 00 min after    service_director");
	shift_says(&s, "event 1  open  starts at 2026-11-20 16:30; due 2026-11-20 17:30, by `60m`");
	shift_lacks(&s, "counted"); /* day and night alike */
	shift_lacks(&s, "stopped");
	shift_at(&s, "2026-11-20 17:50");
	report(&s, n);
	shift_says(&s, "still runs; 20 min over");
	shift_end(&s);
}

static void working_time_is_counted_window_by_window_round_a_pause(void **state)
{
	struct shift s;
	int64_t n;

	(void)state;
	shift_begin(&s);
	asks_working_hours(&s, 8);
	n = dispatched(&s, "2026-11-20 16:30"); /* a Friday */
	shift_at(&s, "2026-11-20 17:00");
	shift_text(&s, ENGINEER, "待件 等液压泵");
	shift_at(&s, "2026-11-20 17:20");
	report(&s, n);
	only(&s, "arrival");
	shift_says(&s, "it pauses; 7 h 30 min of working time are left");
	shift_at(&s, "2026-11-20 17:30");
	shift_text(&s, HEAD, "派工 18:00");
	shift_at(&s, "2026-11-23 10:30");
	report(&s, n);
	only(&s, "arrival");
	shift_says(&s, "rule      8 working hours\n");
	shift_says(&s, "wait      pauses; 30 min had passed");
	shift_says(&s, "dispatch  resumes; due 2026-11-23 16:00, by `8 working hours`");
	shift_says(&s, "still runs; 5 h 30 min left, 5 h 30 min of it working time");
	shift_says(&s, "counted   2026-11-20 16:30 to 17:00  30 min");
	shift_says(&s, "            2026-11-20 17:30 to 18:00  30 min");
	shift_says(&s, "            2026-11-23 09:00 to 10:30  1 h 30 min");
	shift_says(&s, "in all 2 h 30 min of working time, by the calendar `");
	shift_at(&s, "2026-11-23 15:00");
	shift_text(&s, ENGINEER, "到达");
	shift_at(&s, "2026-11-24 12:00");
	report(&s, n);
	only(&s, "arrival");
	shift_says(&s, "stopped   2026-11-23 15:00");
	shift_says(&s, "verdict   met, 1 h 00 min before it was due");
	shift_says(&s, "            2026-11-23 09:00 to 15:00  6 h 00 min");
	shift_says(&s, "in all 7 h 00 min");
	shift_end(&s);
}

static void a_long_count_is_cut_and_its_sum_is_not(void **state)
{
	struct shift s;
	int64_t n;

	(void)state;
	shift_begin(&s);
	asks_working_hours(&s, 5000);
	n = dispatched(&s, "2026-01-05 09:00"); /* a Monday, and then 99 more weeks of five days, nine hours each */
	shift_away(&s, "2027-12-04 09:00");
	report(&s, n);
	only(&s, "arrival");
	shift_says(&s, "and 440 more windows");
	shift_says(&s, "in all 4500 h 00 min");
	shift_end(&s);
}

static void a_corrected_node_shows_both_verdicts(void **state)
{
	struct shift s;
	int64_t n;

	(void)state;
	shift_begin(&s);
	asks_working_hours(&s, 4);
	n = dispatched(&s, "2026-11-23 09:00");
	shift_at(&s, "2026-11-23 13:40");
	shift_text(&s, ENGINEER, "到达");
	report(&s, n);
	only(&s, "arrival");
	shift_says(&s, "verdict   late by 40 min");
	shift_lacks(&s, "says so");
	shift_at(&s, "2026-11-23 15:00");
	correct(&s, n, "arrived", "2026-11-23 12:30");
	report(&s, n);
	only(&s, "arrival");
	shift_says(&s, "its stop is corrected: 2026-11-23 12:30 instead of 2026-11-23 13:40");
	shift_says(&s, "stopped   2026-11-23 12:30");
	shift_says(&s, "verdict   met, 30 min before it was due");
	shift_says(&s, "event 4 says so; before it, event 3 said: late by 40 min");
	shift_says(&s, "this replaces what event 3 judged");
	shift_says(&s, "counted   2026-11-23 09:00 to 12:30  3 h 30 min");
	correct(&s, n, "reported", "2026-11-23 10:00");
	report(&s, n);
	only(&s, "arrival");
	shift_says(&s, "its start is corrected: 2026-11-23 10:00 instead of 2026-11-23 09:00");
	shift_says(&s, "verdict   met, 1 h 30 min before it was due");
	shift_says(&s, "counted   2026-11-23 10:00 to 12:30  2 h 30 min");
	shift_end(&s);
}

static void a_verdict_keeps_the_words_of_its_rule(void **state)
{
	struct shift s;
	int64_t n;

	(void)state;
	shift_begin(&s);
	asks_working_hours(&s, 4);
	n = dispatched(&s, "2026-11-23 09:00");
	shift_at(&s, "2026-11-23 12:40");
	shift_text(&s, ENGINEER, "到达");
	asks_working_hours(&s, 2);
	report(&s, n);
	only(&s, "arrival");
	shift_says(&s, "rule      4 working hours (a line the flow had then; it is gone now)\n");
	shift_says(&s, "due       2026-11-23 13:00");
	shift_says(&s, "verdict   met, 20 min before");
	shift_end(&s);
}

/* Another line in its place counts nothing; and where it stands by now is no matter. */
static void what_a_judged_clock_counted_goes_by_its_own_line(void **state)
{
	struct clock_kind *k;
	struct shift s;
	int64_t n;

	(void)state;
	shift_begin(&s);
	asks_working_hours(&s, 4);
	n = dispatched(&s, "2026-11-23 09:00");
	shift_at(&s, "2026-11-23 12:40");
	shift_text(&s, ENGINEER, "到达");
	k = clock_called(&s, "arrival");
	k->dues[1] = k->dues[0];
	k->dues_n = 2;
	k->dues[0].how = DUE_SPAN;
	snprintf(k->dues[0].text, DUE_TEXT, "class_A 4h");
	report(&s, n);
	only(&s, "arrival");
	shift_says(&s, "rule      4 working hours (the earliest of those that apply)\n");
	shift_says(&s, "counted   2026-11-23 09:00 to 12:40  3 h 40 min");
	k->dues_n = 1;
	report(&s, n);
	only(&s, "arrival");
	shift_says(&s, "rule      4 working hours (a line the flow had then; it is gone now)\n");
	shift_lacks(&s, "counted");
	shift_end(&s);
}

static void other_rules_that_were_not_taken_over_yet_are_told(void **state)
{
	struct shift s;
	int64_t n;

	(void)state;
	shift_begin(&s);
	asks_working_hours(&s, 4);
	n = dispatched(&s, "2026-11-23 09:00");
	report(&s, n);
	shift_lacks(&s, "by the present rules");
	asks_working_hours(&s, 6);
	report(&s, n);
	only(&s, "arrival");
	shift_says(&s, "due       2026-11-23 13:00");
	shift_says(&s, "due 2026-11-23 15:00 by the present rules");
	shift_end(&s);
}

static void a_promise_told_anew_in_time_is_kept_and_unsaid_is_late(void **state)
{
	struct shift s;
	int64_t n;

	(void)state;
	shift_begin(&s);
	n = dispatched(&s, "2026-11-23 09:00");
	shift_at(&s, "2026-11-23 10:00");
	shift_text(&s, ENGINEER, "出发 11:00");
	shift_at(&s, "2026-11-23 10:30");
	shift_text(&s, ENGINEER, "延误 11:30 堵车");
	report(&s, n);
	only(&s, "promised");
	shift_says(&s, "rule      the expected arrival, as promised");
	shift_says(&s, "new deadline: due 2026-11-23 11:30, by the expected arrival, as promised");
	shift_says(&s, "due       2026-11-23 11:30");
	shift_lacks(&s, "late");
	shift_at(&s, "2026-11-23 11:40");
	shift_text(&s, ENGINEER, "延误 13:00 堵车");
	report(&s, n);
	only(&s, "promised");
	shift_says(&s, "judged: late by 10 min");
	shift_says(&s, "late all the same: an earlier promised time passed without word");
	shift_at(&s, "2026-11-23 12:30");
	shift_text(&s, ENGINEER, "到达");
	report(&s, n);
	only(&s, "promised");
	shift_says(&s, "verdict   late: an earlier promised time passed without word");
	shift_says(&s, "said: late by 10 min");
	shift_end(&s);
}

static void an_undone_text_leaves_the_clocks_as_before_it(void **state)
{
	struct shift s;
	int64_t n;

	(void)state;
	shift_begin(&s);
	asks_working_hours(&s, 4);
	n = dispatched(&s, "2026-11-23 09:00");
	shift_at(&s, "2026-11-23 10:00");
	shift_text(&s, ENGINEER, "待件 等液压泵");
	shift_at(&s, "2026-11-23 10:05");
	shift_text(&s, ENGINEER, "撤销");
	shift_at(&s, "2026-11-23 11:00");
	report(&s, n);
	only(&s, "arrival");
	shift_says(&s, "wait  pauses; 1 h 00 min had passed");
	shift_says(&s, "undo  taken back: it runs, due 2026-11-23 13:00, by `4 working hours`");
	shift_says(&s, "counted   2026-11-23 09:00 to 11:00  2 h 00 min");
	shift_text(&s, ENGINEER, "到达");
	shift_at(&s, "2026-11-23 11:05");
	shift_text(&s, ENGINEER, "撤销");
	shift_at(&s, "2026-11-23 13:30");
	shift_text(&s, ENGINEER, "到达");
	report(&s, n);
	only(&s, "arrival");
	shift_says(&s, "judged: met, 2 h 00 min before it was due");
	shift_says(&s, "verdict   late by 30 min");
	shift_lacks(&s, "says so"); /* what was taken back is replaced by nothing */
	only(&s, "arrival");
	report(&s, n);
	only(&s, "site");
	shift_says(&s, "undo    taken back: it has not started");
	shift_end(&s);
}

/* Else the turn behind the undo would say all of it once more. */
static void an_undo_forgets_no_step_that_was_taken(void **state)
{
	struct shift s;
	int64_t n;

	(void)state;
	shift_begin(&s);
	asks_working_hours(&s, 4);
	n = dispatched(&s, "2026-11-23 09:00");
	shift_at(&s, "2026-11-23 12:30");
	report(&s, n);
	only(&s, "arrival");
	shift_says(&s, "2026-11-23 12:00  taken       at 75% of the time");
	shift_text(&s, ENGINEER, "到达");
	shift_text(&s, ENGINEER, "撤销");
	report(&s, n);
	only(&s, "arrival");
	shift_says(&s, "2026-11-23 12:00  taken       at 75% of the time");
	shift_says(&s, "2026-11-23 13:00  comes next  when it is over");
	shift_end(&s);
}

/* The same, where an import or another calendar has all clocks made again. */
static void a_paused_clock_made_again_forgets_no_step_that_was_taken(void **state)
{
	struct clock_refresh again = {0};
	struct shift s;
	int64_t n;

	(void)state;
	shift_begin(&s);
	asks_working_hours(&s, 4);
	n = dispatched(&s, "2026-11-23 09:00");
	shift_at(&s, "2026-11-23 12:30");
	shift_text(&s, ENGINEER, "待件 等液压泵");
	assert_true(clock_refresh_all(&again, &s.gateway));
	while (again.wanted)
		assert_true(clock_refresh_step(&again, &s.gateway, s.now));
	shift_at(&s, "2026-11-23 12:40");
	shift_text(&s, HEAD, "派工 18:00");
	report(&s, n);
	only(&s, "arrival");
	shift_says(&s, "due       2026-11-23 13:10");
	shift_says(&s, "taken       at 75% of the time");
	shift_says(&s, "2026-11-23 13:10  comes next  when it is over");
	shift_end(&s);
}

static void a_cancelled_ticket_judges_nobody(void **state)
{
	struct shift s;
	int64_t n;

	(void)state;
	shift_begin(&s);
	n = dispatched(&s, "2026-11-23 09:00");
	shift_at(&s, "2026-11-23 10:00");
	shift_text(&s, HEAD, "取消 客户取消");
	report(&s, n);
	only(&s, "arrival");
	shift_says(&s, "verdict   void: nobody was asked for it any more");
	shift_says(&s, "stopped   2026-11-23 10:00");
	shift_says(&s, "not needed");
	only(&s, "arrival");
	shift_end(&s);
}

static void a_clock_for_which_no_line_applies_is_never_due(void **state)
{
	struct shift s;
	int64_t n;

	(void)state;
	shift_begin(&s);
	n = dispatched(&s, "2026-11-23 09:00"); /* which is not down */
	report(&s, n);
	only(&s, "down");
	shift_says(&s, "rule      none of its lines applies: it is never due");
	shift_says(&s, "still runs, and is never due");
	shift_at(&s, "2026-11-23 09:30");
	shift_text(&s, ENGINEER, "修复 更换继电器");
	report(&s, n);
	only(&s, "down");
	shift_says(&s, "verdict   none: none of its lines applied");
	shift_end(&s);
}

/* A clock that runs while the ticket stands in a state starts anew with each. */
static void a_clock_of_a_state_starts_anew(void **state)
{
	struct shift s;
	int64_t n;

	(void)state;
	shift_begin(&s);
	shift_at(&s, "2026-11-23 09:00");
	n = shift_open(&s, "EC210-0042", true, "发动机无法启动");
	shift_at(&s, "2026-11-23 09:30");
	shift_text(&s, HEAD, "派工 17:00 李雷");
	shift_at(&s, "2026-11-23 18:00");
	report(&s, n);
	only(&s, "still");
	shift_says(&s, "event 2  dispatch  judged: met, 3 h 30 min before it was due");
	shift_says(&s, "event 2  dispatch  starts at 2026-11-23 09:30; due 2026-11-23 13:30, by `4h`");
	shift_says(&s, "2026-11-23 21:30  taken 2 times; that is the next time");
	shift_lacks(&s, "this replaces");
	shift_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_ticket_without_clocks_says_nothing),
		cmocka_unit_test(a_clock_that_runs_tells_its_line_what_is_left_and_what_comes_next),
		cmocka_unit_test(working_time_is_counted_window_by_window_round_a_pause),
		cmocka_unit_test(a_long_count_is_cut_and_its_sum_is_not),
		cmocka_unit_test(a_corrected_node_shows_both_verdicts),
		cmocka_unit_test(a_verdict_keeps_the_words_of_its_rule),
		cmocka_unit_test(what_a_judged_clock_counted_goes_by_its_own_line),
		cmocka_unit_test(other_rules_that_were_not_taken_over_yet_are_told),
		cmocka_unit_test(a_promise_told_anew_in_time_is_kept_and_unsaid_is_late),
		cmocka_unit_test(an_undone_text_leaves_the_clocks_as_before_it),
		cmocka_unit_test(an_undo_forgets_no_step_that_was_taken),
		cmocka_unit_test(a_paused_clock_made_again_forgets_no_step_that_was_taken),
		cmocka_unit_test(a_cancelled_ticket_judges_nobody),
		cmocka_unit_test(a_clock_for_which_no_line_applies_is_never_due),
		cmocka_unit_test(a_clock_of_a_state_starts_anew),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
