/* Which tickets the figures of some days may be of, where very much happened. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "db/sqlite/sql.h"
#include "gateway/board/day_tickets.h"
#include "templates/text/units.h"
#include "tests/gateway/shift.h"

#define EVENTS 10000 /* more than are read at once */

static struct shift s;

static void run(const char *text)
{
	if (sqlite3_exec(s.gateway.store->db, text, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s", sqlite3_errmsg(s.gateway.store->db));
}

/* One event a second until now, of so many tickets in turn. */
static void have_events(int tickets)
{
	char text[512];

	shift_begin(&s);
	shift_at(&s, "2026-11-23 11:00");
	run("PRAGMA foreign_keys = OFF");
	snprintf(
		text, sizeof(text),
		"WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < %d) INSERT INTO event "
		"(seq, ticket, flow, code, by, at, came, inbox, digest, change, hash) SELECT n, 1 + n %% %d, 'repair', "
		"'note', 0, %lld + n * 1000, %lld + n * 1000, 1, zeroblob(32), '', zeroblob(32) FROM i",
		EVENTS, tickets, (long long)(s.now - EVENTS * SECOND_MS), (long long)(s.now - EVENTS * SECOND_MS));
	run(text);
}

static int64_t *found(int64_t from, size_t *n, bool *whole)
{
	int64_t *all = day_tickets(s.gateway.store, from, n, whole);

	assert_non_null(all);
	for (size_t i = 1; i < *n; i++)
		assert_true(all[i - 1] > all[i]);
	return all;
}

static void a_few_tickets_with_many_events_are_all_found(void **state)
{
	bool whole = false;
	int64_t *all;
	size_t n;

	(void)state;
	have_events(300);
	all = found(s.now - DAY_MS, &n, &whole);
	assert_true(whole);
	assert_int_equal(n, 300);
	assert_int_equal(all[0], 300);
	free(all);
	shift_end(&s);
}

/* An hour before it counts, too. */
static void what_lies_before_is_left_out(void **state)
{
	bool whole = false;
	int64_t *all;
	size_t n;

	(void)state;
	have_events(EVENTS);
	all = found(s.now + HOUR_MS - 99 * SECOND_MS, &n, &whole);
	assert_true(whole);
	assert_int_equal(n, 100);
	free(all);
	shift_end(&s);
}

static void of_too_many_tickets_the_last_ones_stay_and_it_is_said(void **state)
{
	bool whole = true;
	int64_t *all;
	size_t n;

	(void)state;
	have_events(EVENTS);
	all = found(s.now - DAY_MS, &n, &whole);
	assert_false(whole);
	assert_int_equal(n, DAY_TICKETS_MOST);
	assert_int_equal(all[0], EVENTS);
	assert_int_equal(all[n - 1], EVENTS - DAY_TICKETS_MOST + 1);
	free(all);
	shift_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_few_tickets_with_many_events_are_all_found),
		cmocka_unit_test(what_lies_before_is_left_out),
		cmocka_unit_test(of_too_many_tickets_the_last_ones_stay_and_it_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
