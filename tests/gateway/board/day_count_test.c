/* Figures day by day are what holds of each ticket on each of the days. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <cmocka.h>

#include "gateway/board/day_count.h"
#include "templates/text/units.h"
#include "tests/gateway/shift.h"

#define DAYS 5
#define TICKETS 400

static struct shift s;

static int begin(void **state)
{
	(void)state;
	shift_begin(&s);
	shift_at(&s, "2026-11-23 11:00");
	return 0;
}

static int end(void **state)
{
	(void)state;
	shift_end(&s);
	return 0;
}

static struct ticket blank(void)
{
	struct ticket t;

	ticket_blank(&t, s.rules->flows.all[0], 10008);
	return t;
}

/* The rows that these tickets give; to be given back. */
static json_t *counted(const struct ticket *all, size_t n)
{
	const struct board b = {.store = s.gateway.store, .rules = s.rules, .roster = &s.gateway.roster, .now = s.now};
	struct day_count *c = day_count_new(s.now, DAYS);
	struct json_writer j = json_begin();
	json_t *o;
	char *json;

	assert_non_null(c);
	for (size_t i = 0; i < n; i++)
		assert_true(day_count_add(c, &all[i]));
	day_count_put(&j, &b, c);
	day_count_free(c);
	json = json_end(&j);
	o = json_loads(json, 0, NULL);
	assert_non_null(o);
	free(json);
	return o;
}

/* Of all rows of that day; `node`: NULL: another figure. */
static json_int_t figure(const json_t *o, const char *day, const char *name, const char *node)
{
	const json_t *items = json_object_get(o, "items"), *row;
	json_int_t sum = 0;
	size_t i;

	json_array_foreach(items, i, row)
	{
		const json_t *of = node ? json_object_get(row, "nodes") : row;

		if (strcmp(json_string_value(json_object_get(row, "day")), day) == 0)
			sum += json_integer_value(json_object_get(of, node ? node : name));
	}
	return sum;
}

static void what_lies_on_several_days_is_counted_on_each(void **state)
{
	struct ticket t = blank();
	json_t *o;

	(void)state;
	t.opened = s.now - 3 * DAY_MS;
	t.nodes[0] = (struct node){NODE_STAMPED, s.now - 3 * DAY_MS};
	t.nodes[1] = (struct node){NODE_STAMPED, s.now - DAY_MS};
	t.nodes[2] = (struct node){NODE_STAMPED, s.now - 9 * DAY_MS}; /* on none of them */
	t.clocks[0] = (struct clock_state){
		.started = t.opened, .due = s.now - 2 * DAY_MS, .stopped = s.now - DAY_MS, .verdict = MISSED};
	o = counted(&t, 1);
	assert_int_equal(json_array_size(json_object_get(o, "items")), 3);
	assert_int_equal(figure(o, "2026-11-20", "opened", NULL), 1);
	assert_int_equal(figure(o, "2026-11-20", NULL, t.flow->nodes[0].name), 1);
	assert_int_equal(figure(o, "2026-11-21", "late", NULL), 1);
	assert_int_equal(figure(o, "2026-11-22", NULL, t.flow->nodes[1].name), 1);
	json_decref(o);
}

/* ---- by chance ---- */

static int64_t dice(void)
{
	static uint64_t seed = 7;

	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (int64_t)(seed >> 33);
}

static int64_t some_moment(void)
{
	return s.now - 7 * DAY_MS + dice() % (8 * DAY_MS);
}

static struct ticket some_ticket(void)
{
	struct ticket t = blank();

	t.state = 0;
	t.opened = some_moment();
	for (size_t i = 0; i < t.flow->nodes_n; i++)
		t.nodes[i] = (struct node){(enum node_how)(dice() % 3), some_moment()};
	for (size_t i = 0; i < t.flow->clocks_n; i++)
		t.clocks[i] = (struct clock_state){.started = dice() % 2 ? t.opened : 0,
						   .due = some_moment(),
						   .stopped = dice() % 2 ? some_moment() : 0,
						   .verdict = dice() % 2 ? MISSED : MET};
	return t;
}

static void a_day_has(const json_t *o, int back, const struct ticket *all)
{
	static const char *const days[DAYS] = {"2026-11-23", "2026-11-22", "2026-11-21", "2026-11-20", "2026-11-19"};
	const struct day_span d = day_span(s.now, back);
	int64_t opened = 0, late = 0, missing = 0, stamped = 0;

	for (size_t i = 0; i < TICKETS; i++) {
		opened += day_opened(&all[i], &d);
		late += day_late(&all[i], &d, s.now);
		missing += day_missing(&all[i], &d, s.now);
		stamped += day_stamped(&all[i], 3, &d);
	}
	assert_true(opened && late && missing && stamped);
	assert_int_equal(figure(o, days[back], "opened", NULL), opened);
	assert_int_equal(figure(o, days[back], "late", NULL), late);
	assert_int_equal(figure(o, days[back], "missing", NULL), missing);
	assert_int_equal(figure(o, days[back], NULL, all[0].flow->nodes[3].name), stamped);
}

static void figures_are_what_holds_of_each_ticket_on_each_day(void **state)
{
	struct ticket *all = calloc(TICKETS, sizeof(*all));
	json_t *o;

	(void)state;
	assert_non_null(all);
	for (size_t i = 0; i < TICKETS; i++)
		all[i] = some_ticket();
	o = counted(all, TICKETS);
	for (int back = 0; back < DAYS; back++)
		a_day_has(o, back, all);
	json_decref(o);
	free(all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_lies_on_several_days_is_counted_on_each, begin, end),
		cmocka_unit_test_setup_teardown(figures_are_what_holds_of_each_ticket_on_each_day, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
