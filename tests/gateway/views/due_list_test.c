/* What `due` and `missing` list. Runs where the sources are. */
#include "gateway/views/due_list.h"
#include "gateway/views/missing_nodes.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "db/tables/people_rows.h"
#include "handlers/time/when.h"
#include "tests/gateway/shift.h"

static void due(struct shift *s, size_t most)
{
	assert_true(due_list_print(&s->workspace, most, s->now, shift_paper(s)));
}

static void missing(struct shift *s, const char *since, const char *number)
{
	struct person p = {.id = 0};
	int64_t at;

	assert_true(when_local_read(since, &at));
	assert_true(!number || people_by_number(s->workspace.store, number, &p));
	assert_true(missing_nodes_print(&s->workspace, at, p.id, s->now, shift_paper(s)));
}

/* The line on which this stands, counted from 0. */
static int line_of(struct shift *s, const char *what)
{
	int line = 0;
	fflush(s->out);
	const char *at = strstr(s->said, what);
	if (!at)
		fail_msg("it does not say `%s`:\n%s", what, s->said);
	for (const char *c = s->said; c < at; c++)
		line += *c == '\n';
	return line;
}

static void nothing_is_due_and_nothing_missing_where_there_is_no_ticket(void **state)
{
	struct shift s;

	(void)state;
	shift_begin(&s);
	shift_at(&s, "2026-11-23 09:00");
	due(&s, 20);
	fflush(s.out);
	assert_string_equal(s.said, "nothing falls due\n");
	missing(&s, "2026-11-01 00:00", NULL);
	fflush(s.out);
	assert_string_equal(s.said, "nothing is missing since 2026-11-01 00:00\n");
	shift_end(&s);
}

static void what_falls_due_is_listed_in_its_order(void **state)
{
	struct shift s;
	char first[128], second[128];

	(void)state;
	shift_begin(&s);
	shift_at(&s, "2026-11-23 09:00");
	snprintf(first, sizeof(first), "%lld   EC210-0042  first answer",
		 (long long)shift_open(&s, "EC210-0042", false, "发动机无法启动"));
	shift_at(&s, "2026-11-23 09:20");
	snprintf(second, sizeof(second), "%lld   EC360-0113  first answer",
		 (long long)shift_open(&s, "EC360-0113", false, "发动机异响"));
	due(&s, 20);
	assert_int_equal(line_of(&s, "due               when"), 0);
	assert_int_equal(line_of(&s, first), 1);
	assert_int_equal(line_of(&s, second), 2);
	shift_says(&s, "2026-11-23 10:00  in 39 min");
	shift_says(&s, "reported  乌鲁木齐站");
	shift_says(&s, "arrival");
	shift_lacks(&s, "overdue");
	shift_lacks(&s, "three days down"); /* it has no deadline */
	shift_text(&s, HEAD, "派工 10019 17:00 李雷");
	due(&s, 20);
	shift_says(&s, "dispatched  李雷");
	shift_lacks(&s, second);
	due(&s, 1);
	shift_says(&s, first);
	assert_int_equal(shift_count(&s, "\n"), 2);
	shift_end(&s);
}

static void what_is_over_comes_first_however_much_is_to_come(void **state)
{
	struct shift s;
	char late[128];

	(void)state;
	shift_begin(&s);
	shift_at(&s, "2026-11-23 09:00");
	snprintf(late, sizeof(late), "%lld   EC210-0042  first answer",
		 (long long)shift_open(&s, "EC210-0042", false, "发动机无法启动"));
	shift_at(&s, "2026-11-23 11:05"); /* every step of it has been taken: the index of steps knows no more of it */
	for (int i = 0; i < 6; i++)
		shift_open(&s, "EC360-0113", false, "发动机异响");
	due(&s, 3);
	assert_int_equal(line_of(&s, late), 1);
	shift_says(&s, "2026-11-23 10:00  overdue 1 h 05 min");
	assert_int_equal(shift_count(&s, "overdue"), 2);
	assert_int_equal(shift_count(&s, "  in "), 3);
	shift_lacks(&s, "more may be over");
	shift_at(&s, "2026-11-23 12:10");
	due(&s, 3);
	assert_int_equal(line_of(&s, late), 1);
	assert_int_equal(shift_count(&s, "overdue"), 3);
	shift_says(&s, "more may be over");
	shift_end(&s);
}

/* The gateway was down when it passed: nobody has noted it. */
static void what_passed_while_nobody_served_is_over_too(void **state)
{
	struct shift s;

	(void)state;
	shift_begin(&s);
	shift_at(&s, "2026-11-23 09:00");
	shift_open(&s, "EC210-0042", false, "发动机无法启动");
	shift_away(&s, "2026-11-23 10:30");
	due(&s, 20);
	shift_says(&s, "overdue 30 min");
	missing(&s, "2026-11-01 00:00", NULL);
	shift_end(&s);
}

/* A reminder far ahead of its deadline makes a ticket be looked at early, and must hide nothing. */
static void a_deadline_behind_many_early_reminders_is_found(void **state)
{
	struct shift s;
	int64_t last = 0;
	char said[128];

	(void)state;
	shift_begin(&s);
	shift_at(&s, "2026-11-23 09:00");
	for (int i = 0; i < 30; i++)
		shift_open(&s, "EC210-0042", false, "发动机无法启动");
	shift_at(&s, "2026-11-23 09:29");
	last = shift_open(&s, "EC360-0113", false, "发动机异响");
	due(&s, 31);
	snprintf(said, sizeof(said), "%lld", (long long)last);
	assert_int_equal(line_of(&s, said), 31);
	shift_end(&s);
}

static void what_is_overdue_is_owed_by_whom_the_clock_names(void **state)
{
	struct shift s;
	char head[128], lead[128];
	int64_t n;

	(void)state;
	shift_begin(&s);
	shift_at(&s, "2026-11-23 09:00");
	n = shift_open(&s, "EC210-0042", false, "发动机无法启动");
	shift_at(&s, "2026-11-23 10:30");
	missing(&s, "2026-11-01 00:00", NULL);
	snprintf(head, sizeof(head),
		 "阿里木  %lld   EC210-0042  answered  首次响应  2026-11-23 10:00  overdue: first answer",
		 (long long)n);
	shift_says(&s, head);
	shift_says(&s, "\n\n阿里木  1\n");
	shift_text(&s, HEAD, "派工 11:00 李雷");
	missing(&s, "2026-11-01 00:00", NULL);
	shift_says(&s, "nothing is missing");
	shift_at(&s, "2026-11-23 18:00");
	missing(&s, "2026-11-01 00:00", NULL);
	snprintf(lead, sizeof(lead),
		 "李雷    %lld   EC210-0042  departed  出发  2026-11-23 11:00  overdue: planned dispatch",
		 (long long)n);
	shift_says(&s, lead);
	missing(&s, "2026-11-23 12:00", NULL);
	shift_lacks(&s, "departed");
	missing(&s, "2026-11-01 00:00", HEAD);
	shift_says(&s, "nothing is missing");
	missing(&s, "2026-11-01 00:00", ENGINEER);
	shift_says(&s, lead);
	shift_end(&s);
}

/* A 99 ticket has no station, and so no head. */
static void what_nobody_could_write_is_nobodys(void **state)
{
	struct shift s;

	(void)state;
	shift_begin(&s);
	shift_at(&s, "2026-11-23 09:00");
	shift_open(&s, "EC-UNKNOWN", false, "发动机无法启动");
	shift_at(&s, "2026-11-23 10:30");
	missing(&s, "2026-11-01 00:00", NULL);
	shift_says(&s, "nobody  ");
	shift_says(&s, "\n\nnobody  1\n");
	shift_end(&s);
}

static void what_was_skipped_stays_with_who_was_the_lead_then(void **state)
{
	struct shift s;
	int64_t n;
	char said[128];

	(void)state;
	shift_begin(&s);
	shift_at(&s, "2026-11-23 09:00");
	n = shift_open(&s, "EC210-0042", false, "发动机无法启动");
	shift_text(&s, HEAD, "派工 17:00 李雷");
	shift_at(&s, "2026-11-23 10:00");
	shift_text(&s, ENGINEER, "到达");
	snprintf(said, sizeof(said), "李雷    %lld   EC210-0042  departed  出发  2026-11-23 10:00  skipped",
		 (long long)n);
	missing(&s, "2026-11-01 00:00", NULL);
	shift_says(&s, said);
	shift_at(&s, "2026-11-23 11:00");
	shift_text(&s, ENGINEER, "未修复 需带专用工具再来");
	shift_text(&s, HEAD, "转派 韩梅");
	missing(&s, "2026-11-01 00:00", NULL);
	shift_says(&s, said);
	/* Ended and all: it was never written. */
	shift_text(&s, HEAD, "取消 客户取消");
	missing(&s, "2026-11-01 00:00", ENGINEER);
	shift_says(&s, said);
	missing(&s, "2026-11-01 00:00", OTHER);
	shift_says(&s, "nothing is missing");
	missing(&s, "2026-11-24 00:00", NULL);
	shift_says(&s, "nothing is missing");
	shift_end(&s);
}

/* It began to lack its first before the day that is asked for. */
static void an_open_ticket_is_listed_for_what_it_lacks_since(void **state)
{
	struct shift s;

	(void)state;
	shift_begin(&s);
	shift_at(&s, "2026-11-23 09:00");
	shift_open(&s, "EC360-0113", false, "发动机异响");
	shift_text(&s, HEAD, "派工 11:00 李雷");
	shift_at(&s, "2026-11-23 20:00");
	missing(&s, "2026-11-01 00:00", NULL);
	shift_says(&s, "2026-11-23 11:00  overdue: planned dispatch");
	shift_says(&s, "2026-11-23 18:00  overdue: response by class");
	missing(&s, "2026-11-23 12:30", NULL);
	shift_lacks(&s, "planned dispatch");
	shift_says(&s, "2026-11-23 18:00  overdue: response by class");
	shift_end(&s);
}

static void the_list_is_sorted_by_person_and_counted(void **state)
{
	struct shift s;

	(void)state;
	shift_begin(&s);
	shift_at(&s, "2026-11-23 09:00");
	for (int i = 0; i < 3; i++)
		shift_open(&s, i == 1 ? "EC55-0201" : "EC210-0042", false,
			   "发动机无法启动"); /* the second of another station */
	shift_open(&s, "-", false, "发动机无法启动");
	shift_at(&s, "2026-11-23 10:30");
	missing(&s, "2026-11-01 00:00", NULL);
	assert_int_equal(shift_count(&s, "阿里木"), 3);
	assert_int_equal(shift_count(&s, "买买提"), 2);
	shift_says(&s, "买买提  1\n阿里木  2\nnobody  1\n");
	shift_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_due_and_nothing_missing_where_there_is_no_ticket),
		cmocka_unit_test(what_falls_due_is_listed_in_its_order),
		cmocka_unit_test(what_is_over_comes_first_however_much_is_to_come),
		cmocka_unit_test(what_passed_while_nobody_served_is_over_too),
		cmocka_unit_test(a_deadline_behind_many_early_reminders_is_found),
		cmocka_unit_test(what_is_overdue_is_owed_by_whom_the_clock_names),
		cmocka_unit_test(what_nobody_could_write_is_nobodys),
		cmocka_unit_test(what_was_skipped_stays_with_who_was_the_lead_then),
		cmocka_unit_test(an_open_ticket_is_listed_for_what_it_lacks_since),
		cmocka_unit_test(the_list_is_sorted_by_person_and_counted),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
