/* What `missing` lists. Runs where the sources are. */
#include "gateway/views/missing_nodes.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "db/store/people_rows.h"
#include "handlers/time/when.h"
#include "tests/gateway/shift.h"

static void missing(struct shift *s, const char *since, const char *number)
{
	struct person p = {.id = 0};
	int64_t at;

	assert_true(when_local_read(since, &at));
	assert_true(!number || people_by_number(s->workspace.store, number, &p));
	assert_true(missing_nodes_print(&s->workspace, at, p.id, s->now, shift_paper(s)));
}

static void nothing_is_missing_where_there_is_no_ticket(void **state)
{
	struct shift s;

	(void)state;
	shift_begin(&s);
	shift_at(&s, "2026-11-23 09:00");
	missing(&s, "2026-11-01 00:00", NULL);
	fflush(s.out);
	assert_string_equal(s.said, "nothing is missing since 2026-11-01 00:00\n");
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
		cmocka_unit_test(nothing_is_missing_where_there_is_no_ticket),
		cmocka_unit_test(what_is_overdue_is_owed_by_whom_the_clock_names),
		cmocka_unit_test(what_nobody_could_write_is_nobodys),
		cmocka_unit_test(what_was_skipped_stays_with_who_was_the_lead_then),
		cmocka_unit_test(an_open_ticket_is_listed_for_what_it_lacks_since),
		cmocka_unit_test(the_list_is_sorted_by_person_and_counted),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
