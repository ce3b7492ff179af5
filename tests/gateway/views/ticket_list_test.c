/* Which clocks `list --late` names, and how far a page of a list goes. Runs where the sources are. */
#include "gateway/views/ticket_list.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "db/sqlite/sql.h"
#include "gateway/board/board_row.h"
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

static void csv(struct shift *s)
{
	assert_true(
		ticket_list_print(&s->workspace, false, s->now, &(struct ticket_filter){0}, TABLE_CSV, shift_paper(s)));
}

static void a_program_is_told_what_presses_and_what_is_expected(void **state)
{
	struct shift s;

	(void)state;
	shift_begin(&s);
	shift_at(&s, "2026-11-23 09:00");
	shift_open(&s, "EC210-0042", false, "发动机无法启动");
	csv(&s);
	shift_says(&s, ",2026-11-23T10:00:00+08:00,false,answer,first answer,dispatch,dispatch\n");
	shift_at(&s, "2026-11-23 10:05");
	csv(&s);
	shift_says(&s, ",2026-11-23T10:00:00+08:00,true,answer,first answer,dispatch,dispatch\n");
	shift_text(&s, HEAD, "派工 10:30 李雷");
	csv(&s);
	shift_says(&s, ",2026-11-23T10:30:00+08:00,false,planned,planned dispatch,depart,depart\n");
	/* The plan was over first; what the class asks for is over too by then. */
	shift_at(&s, "2026-11-23 13:00");
	csv(&s);
	shift_says(&s, ",2026-11-23T10:30:00+08:00,true,planned,planned dispatch,depart,depart\n");
	assert_true(ticket_list_print(&s.workspace, false, s.now, &(struct ticket_filter){0}, TABLE_SCREEN,
				      shift_paper(&s)));
	shift_lacks(&s, "next");
	shift_end(&s);
}

struct page {
	struct ticket_list_page wish;
	struct shift *shift;
	FILE *paper;
};

static bool sees_all(const void *ctx, const struct ticket *t)
{
	(void)ctx;
	(void)t;
	return true;
}

static void put(void *ctx, struct ticket *t)
{
	struct page *p = ctx;
	const struct board b = {.store = p->shift->workspace.store,
				.rules = p->shift->workspace.rules,
				.roster = &p->shift->workspace.roster,
				.now = p->shift->now,
				.lang = LANG_FIRST};
	struct json_writer j = json_begin();
	char *row;

	board_row_put(&j, &b, t);
	row = json_end(&j);
	assert_non_null(row);
	fputs(row, p->paper);
	free(row);
}

static void a_page_has_them_in_the_language_of_who_asks(void **state)
{
	struct shift s;
	struct page page = {.wish = {.sees = sees_all, .put = put, .ctx = &page, .late = true}, .shift = &s};
	int64_t first, next;

	(void)state;
	shift_begin(&s);
	shift_at(&s, "2026-11-23 09:00");
	first = shift_open(&s, "EC210-0042", false, "发动机无法启动");
	shift_open(&s, "EC210-0042", false, "车门");
	shift_at(&s, "2026-11-23 10:05");
	page.wish.now = s.now;
	page.paper = shift_paper(&s);
	assert_true(ticket_list_page(&s.workspace, &page.wish,
				     &(struct ticket_filter){.limit = 5, .numbers = &first, .numbers_n = 1}, &next));
	assert_int_equal(next, 0);
	assert_int_equal(shift_count(&s, "\"ticket\":"), 1);
	shift_says(&s, "\"due\":\"2026-11-23T10:00:00+08:00\",\"late\":true,\"clock\":\"answer\",");
	shift_says(&s, "\"clock_label\":\"首次响应\",\"next_code\":\"dispatch\",\"next_word\":\"派工\",");
	shift_says(&s, "\"flow_title\":\"400 报修\",\"state_title\":\"已报修\"}");
	shift_end(&s);
}

/* ---- how far a page looks ---- */

#define MANY (LOOKED_MOST + 88)

/* Of one machine, numbers 1 to MANY. */
static void have_many(struct shift *s)
{
	char text[512];

	snprintf(text, sizeof(text),
		 "WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < %d) INSERT INTO ticket "
		 "(number, flow, state, opened, standing, fault, machine) SELECT n, 'repair', 'reported', 1, "
		 "'state=reported machine=1', 'oil', 1 FROM i",
		 MANY);
	shift_begin(s);
	assert_int_equal(sqlite3_exec(s->gateway.store->db, text, NULL, NULL, NULL), SQLITE_OK);
}

struct sifted {
	int64_t below; /* what is seen */
	int64_t last;
	size_t n, looked;
};

static bool sees_below(const void *ctx, const struct ticket *t)
{
	struct sifted *p = (struct sifted *)(uintptr_t)ctx;

	p->looked++;
	return t->number < p->below;
}

static void note(void *ctx, struct ticket *t)
{
	struct sifted *p = ctx;

	assert_string_equal(t->fault, "oil"); /* the words were read */
	p->last = t->number;
	p->n++;
}

static struct sifted sifted(struct shift *s, const struct ticket_filter *f, int64_t below, int64_t *next)
{
	struct sifted p = {.below = below};
	const struct ticket_list_page page = {
		.all = true, .before = *next, .now = s->now, .sees = sees_below, .put = note, .ctx = &p};

	assert_true(ticket_list_page(&s->workspace, &page, f, next));
	return p;
}

static void a_page_is_looked_for(struct shift *s, const struct ticket_filter *f)
{
	int64_t next = 0;
	struct sifted p = sifted(s, f, 0, &next);

	assert_int_equal(p.looked, LOOKED_MOST);
	assert_int_equal(next, MANY - LOOKED_MOST + 1);
	p = sifted(s, f, 0, &next);
	assert_int_equal(p.looked, MANY - LOOKED_MOST);
	assert_int_equal(next, 0);
	p = sifted(s, f, MANY + 1, &next);
	assert_int_equal(p.n, f->limit);
	assert_int_equal(p.last, MANY - (int64_t)f->limit + 1);
	assert_int_equal(next, p.last);
	next = 6;
	p = sifted(s, f, MANY + 1, &next);
	assert_int_equal(p.n, 5);
	assert_int_equal(next, 0);
}

static void a_page_ends_after_so_many_that_are_not_shown_and_goes_on_there(void **state)
{
	struct shift s;

	(void)state;
	have_many(&s);
	a_page_is_looked_for(&s, &(struct ticket_filter){.limit = 10});
	a_page_is_looked_for(&s, &(struct ticket_filter){.limit = 10, .machine = 1});
	shift_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_clock_that_runs_is_late_from_when_it_is_over_until_it_is_met),
		cmocka_unit_test(what_passed_while_nobody_served_is_late_too),
		cmocka_unit_test(a_program_is_told_what_presses_and_what_is_expected),
		cmocka_unit_test(a_page_has_them_in_the_language_of_who_asks),
		cmocka_unit_test(a_page_ends_after_so_many_that_are_not_shown_and_goes_on_there),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
