/* Which clocks `list --late` names. Runs where the sources are. */
#include "gateway/views/ticket_list.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/gateway/shift.h"

static void late(struct shift *s, enum table_form form)
{
	assert_true(ticket_list_print_late(&s->workspace, s->now, &(struct ticket_filter){0}, form, shift_paper(s)));
}

static void a_clock_that_runs_is_late_from_when_it_is_over_until_it_is_met(void **state)
{
	struct shift s;
	char row[160];
	int64_t number;

	(void)state;
	shift_begin(&s);
	shift_at(&s, "2026-11-23 09:00");
	number = shift_open(&s, "EC210-0042", false, "发动机无法启动");
	late(&s, TABLE_CSV);
	shift_lacks(&s, "EC210-0042");
	shift_at(&s, "2026-11-23 11:05");
	late(&s, TABLE_CSV);
	snprintf(row, sizeof(row), "\n%lld,repair,", (long long)number);
	shift_says(&s, row);
	shift_says(&s, ",2026-11-23T10:00:00+08:00,3900,reported,EC210-0042,王建国,乌鲁木齐站,\n");
	late(&s, TABLE_SCREEN);
	shift_says(&s, "2026-11-23 10:00  1 h 05 min  reported  EC210-0042");
	shift_text(&s, HEAD, "派工 17:00 李雷");
	late(&s, TABLE_CSV);
	shift_lacks(&s, "T10:00:00");
	shift_end(&s);
}

/* Nobody has noted it: the clocks took no step. */
static void what_passed_while_nobody_served_is_late_too(void **state)
{
	struct shift s;

	(void)state;
	shift_begin(&s);
	shift_at(&s, "2026-11-23 09:00");
	shift_open(&s, "EC210-0042", false, "发动机无法启动");
	shift_away(&s, "2026-11-23 10:30");
	late(&s, TABLE_JSON);
	shift_says(&s, "\"over\":1800,");
	shift_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_clock_that_runs_is_late_from_when_it_is_over_until_it_is_met),
		cmocka_unit_test(what_passed_while_nobody_served_is_late_too),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
