/* What `due` lists. Runs where the sources are. */
#include "gateway/views/due_list.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/shift.h"

static void due(struct shift *s, size_t most)
{
	assert_true(due_list_print(&s->workspace, most, s->now, shift_paper(s)));
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

static void nothing_is_due_where_there_is_no_ticket(void **state)
{
	struct shift s;

	(void)state;
	shift_begin(&s);
	shift_at(&s, "2026-11-23 09:00");
	due(&s, 20);
	fflush(s.out);
	assert_string_equal(s.said, "nothing falls due\n");
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_due_where_there_is_no_ticket),
		cmocka_unit_test(what_falls_due_is_listed_in_its_order),
		cmocka_unit_test(what_is_over_comes_first_however_much_is_to_come),
		cmocka_unit_test(what_passed_while_nobody_served_is_over_too),
		cmocka_unit_test(a_deadline_behind_many_early_reminders_is_found),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
