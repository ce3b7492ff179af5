#include "tests/db/fixture.h"

/* What the clocks are asked each time the gateway wakes takes as many steps of SQLite's machine with very many open tickets as
 * with few. */
static int steps_of_asking(struct store *s)
{
	int64_t numbers[8];
	int steps = 0;

	assert_int_equal(tickets_next_due(s), T0);
	assert_int_equal(tickets_due(s, T0 + 7, numbers, 8), 8);
	for (size_t i = 0; i < STATEMENTS_MAX; i++)
		if (s->statements[i].text && strstr(s->statements[i].text, "next"))
			steps += sqlite3_stmt_status(s->statements[i].stmt, SQLITE_STMTSTATUS_VM_STEP, 1);
	return steps;
}

static void open_many(struct store *s, int from, int to)
{
	sqlite3_stmt *q = NULL;

	assert_int_equal(
		sqlite3_prepare_v2(s->db,
				   "WITH RECURSIVE i (n) AS (SELECT ?1 UNION ALL SELECT n + 1 FROM i WHERE n + 1 "
				   "< ?2) INSERT INTO ticket (number, flow, state, opened, standing, fault, next) "
				   "SELECT n, 'repair', 'reported', ?3, '', '', ?3 + n FROM i",
				   -1, &q, NULL),
		SQLITE_OK);
	sqlite3_bind_int(q, 1, from);
	sqlite3_bind_int(q, 2, to);
	sqlite3_bind_int64(q, 3, T0);
	assert_int_equal(sqlite3_step(q), SQLITE_DONE);
	sqlite3_finalize(q);
}

static void what_is_due_next_costs_the_same_with_many_open_tickets(void **state)
{
	struct store *s = open_store();
	int few;

	(void)state;
	assert_true(store_begin(s));
	open_many(s, 0, 100);
	steps_of_asking(s); /* the first time counts its making too */
	few = steps_of_asking(s);
	assert_true(few > 0);
	open_many(s, 100, 100000);
	assert_int_equal(steps_of_asking(s), few);
	store_rollback(s);
	store_close(s);
}

/* ---- walks ---- */

struct walked {
	int64_t numbers[8];
	size_t n, stop_at;
};

static bool take_down(void *ctx, const struct ticket *t)
{
	struct walked *w = ctx;

	w->numbers[w->n++] = t->number;
	return w->n < w->stop_at;
}

static struct walked walked(struct store *s, bool by_next, bool ended, int64_t since, size_t stop_at)
{
	struct walked all = {.stop_at = stop_at};
	struct ticket_walk w = {.each = take_down, .ctx = &all, .most = 8};

	if (by_next)
		assert_true(tickets_by_next(s, &flows, &w));
	else
		assert_true(tickets_lacking(s, &flows, ended, since, &w));
	return all;
}

static void set_moments(struct store *s, int64_t number, const char *next, const char *lacking, const char *ended)
{
	char text[200];

	snprintf(text, sizeof(text), "UPDATE ticket SET next = %s, lacking = %s, ended = %s WHERE number = %lld", next,
		 lacking, ended, (long long)number);
	assert_int_equal(sqlite3_exec(s->db, text, NULL, NULL, NULL), SQLITE_OK);
}

static void walks_go_in_the_order_of_their_index_and_end_when_told(void **state)
{
	struct store *s = open_store();
	int64_t a, b, c, d;
	struct walked w;

	(void)state;
	assert_true(store_begin(s));
	a = open_ticket(s, 0, T0);
	b = open_ticket(s, 0, T0);
	c = open_ticket(s, 0, T0);
	d = open_ticket(s, 0, T0);
	set_moments(s, a, "300", "30", "NULL");
	set_moments(s, b, "100", "NULL", "NULL");
	set_moments(s, c, "200", "10", "NULL");
	set_moments(s, d, "NULL", "20", "5");
	w = walked(s, true, false, 0, 8);
	assert_int_equal(w.n, 3);
	assert_true(w.numbers[0] == b && w.numbers[1] == c && w.numbers[2] == a);
	w = walked(s, true, false, 0, 1);
	assert_int_equal(w.n, 1);
	w = walked(s, false, false, 0, 8);
	assert_int_equal(w.n, 2);
	assert_true(w.numbers[0] == c && w.numbers[1] == a);
	w = walked(s, false, false, 11, 8);
	assert_int_equal(w.n, 1);
	assert_int_equal(w.numbers[0], a);
	w = walked(s, false, true, 0, 8);
	assert_int_equal(w.n, 1);
	assert_int_equal(w.numbers[0], d);
	assert_int_equal(walked(s, false, true, 21, 8).n, 0);
	assert_indexed(s);
	store_rollback(s);
	store_close(s);
}

/* Its state is not read yet. */
static bool is_led(const void *of, const struct ticket *t)
{
	(void)of;
	return t->lead && t->state < 0;
}

static void of_those_that_are_due_each_comes_that_is_seen_and_all_are_counted(void **state)
{
	struct store *s = open_store();
	struct walked all = {.stop_at = 8};
	struct ticket_walk w = {.sees = is_led, .each = take_down, .ctx = &all, .most = 4};
	int64_t n[6], lead;
	char at[8];

	(void)state;
	assert_true(store_begin(s));
	lead = put_engineer(s);
	for (int i = 0; i < 6; i++) {
		n[i] = open_ticket(s, i % 2 ? lead : 0, T0);
		snprintf(at, sizeof(at), "%d", 100 + i);
		set_moments(s, n[i], at, at, "NULL");
	}
	assert_true(tickets_by_next(s, &flows, &w));
	assert_int_equal(w.looked, 4);
	assert_true(all.n == 2 && all.numbers[0] == n[1] && all.numbers[1] == n[3]);
	w.most = 8;
	assert_true(tickets_owing(s, &flows, &w));
	assert_int_equal(w.looked, 6);
	assert_true(all.n == 5 && all.numbers[2] == n[1] && all.numbers[4] == n[5]);
	all = (struct walked){.stop_at = 1};
	assert_true(tickets_owing(s, &flows, &w));
	assert_int_equal(w.looked, 2);
	assert_indexed(s);
	store_rollback(s);
	store_close(s);
}

static struct walked newest(struct store *s, bool all, int64_t before)
{
	struct walked found = {.stop_at = 3};
	struct ticket_walk w = {.each = take_down, .ctx = &found, .most = 8};

	assert_true(tickets_newest(s, &flows, all, before, &w));
	return found;
}

static void the_newest_come_first_open_ones_or_all(void **state)
{
	struct store *s = open_store();
	int64_t n[4];
	struct walked w;

	(void)state;
	assert_true(store_begin(s));
	for (size_t i = 0; i < 4; i++)
		n[i] = open_ticket(s, 0, T0);
	set_moments(s, n[2], "NULL", "NULL", "5");
	w = newest(s, true, 0);
	assert_true(w.n == 3 && w.numbers[0] == n[3] && w.numbers[1] == n[2] && w.numbers[2] == n[1]);
	w = newest(s, false, 0);
	assert_true(w.n == 3 && w.numbers[0] == n[3] && w.numbers[1] == n[1] && w.numbers[2] == n[0]);
	w = newest(s, true, n[1]);
	assert_true(w.n == 1 && w.numbers[0] == n[0]);
	w = newest(s, false, n[3]);
	assert_true(w.n == 2 && w.numbers[0] == n[1]);
	assert_int_equal(newest(s, true, n[0]).n, 0);
	assert_indexed(s);
	store_rollback(s);
	store_close(s);
}

/* The walks say their index by name, and could not be made without it. */
static void no_query_scans(void **state)
{
	struct store *s = open_store();
	int64_t numbers[2];

	(void)state;
	tickets_due(s, T0, numbers, 2);
	tickets_next_due(s);
	assert_indexed(s);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(walks_go_in_the_order_of_their_index_and_end_when_told),
		TEST(of_those_that_are_due_each_comes_that_is_seen_and_all_are_counted),
		TEST(the_newest_come_first_open_ones_or_all),
		TEST(what_is_due_next_costs_the_same_with_many_open_tickets),
		TEST(no_query_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
