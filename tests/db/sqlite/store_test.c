#include <sys/wait.h>
#include <unistd.h>

#include "tests/db/fixture.h"

static void a_rollback_takes_all_back(void **state)
{
	struct store *s = open_store();
	char value[8];

	(void)state;
	assert_true(store_begin(s) && store_put(s, "a", "1"));
	store_rollback(s);
	assert_true(store_get(s, "a", value, sizeof(value)));
	assert_string_equal(value, "");
	store_close(s);
}

static void a_savepoint_takes_no_neighbour_along(void **state)
{
	struct store *s = open_store();
	char value[8];

	(void)state;
	assert_true(store_begin(s));
	assert_true(store_mark(s) && store_put(s, "a", "1") && store_keep(s));
	assert_true(store_mark(s) && store_put(s, "b", "2") && store_back(s));
	assert_true(store_mark(s) && store_put(s, "c", "3") && store_keep(s));
	assert_true(store_commit(s));
	assert_true(store_get(s, "a", value, sizeof(value)));
	assert_string_equal(value, "1");
	assert_true(store_get(s, "b", value, sizeof(value)));
	assert_string_equal(value, "");
	assert_true(store_get(s, "c", value, sizeof(value)));
	assert_string_equal(value, "3");
	store_close(s);
}

/* Two, one in another: each goes back to where it was set. */
static void a_savepoint_in_another(void **state)
{
	struct store *s = open_store();
	int64_t first, number;

	(void)state;
	assert_true(store_begin(s));
	first = tickets_next(s);
	assert_true(store_mark(s) && tickets_next(s) != 0);
	assert_true(store_mark(s) && tickets_next(s) != 0 && store_keep(s));
	assert_true(store_mark(s) && tickets_next(s) != 0 && store_back(s));
	assert_true(store_back(s));
	number = tickets_next(s);
	assert_true(store_commit(s) && store_begin(s));
	assert_true(tickets_next(s) > number && number > first);
	assert_int_equal((number / 10) - (first / 10), 1); /* the last digit checks the others */
	assert_true(store_mark(s) && store_mark(s));
	assert_false(store_mark(s));
	assert_true(store_failed(s));
	store_rollback(s);
	store_close(s);
}

static void a_write_without_a_transaction_fails(void **state)
{
	struct store *s = open_store();

	(void)state;
	assert_false(store_put(s, "a", "1"));
	assert_true(store_failed(s));
	assert_false(store_mark(s));
	assert_false(store_begin(s));
	store_recover(s);
	assert_true(store_begin(s) && store_commit(s));
	assert_false(store_commit(s));
	assert_true(store_failed(s));
	store_close(s);
}

static void an_error_of_the_data_is_not_the_stores(void **state)
{
	struct store *s = open_store();
	const struct inbox_entry entry = {.kind = "fax", .channel = "sms", .payload = "x", .length = 1};
	int64_t id;
	bool again;

	(void)state;
	assert_true(store_begin(s) && store_put(s, "a", "1"));
	assert_false(inbox_take(s, &entry, &id, &again));
	assert_false(store_failed(s));
	assert_non_null(strstr(store_why(s), "CHECK"));
	assert_true(store_commit(s));
	assert_int_equal(number_of(s, "SELECT count(*) FROM meta WHERE key = 'a'"), 1);
	store_close(s);
}

static void a_transaction_that_sqlite_has_ended_is_noticed(void **state)
{
	struct store *s = open_store();

	(void)state;
	assert_true(store_begin(s) && store_put(s, "a", "1"));
	sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	assert_false(store_mark(s));
	assert_true(store_failed(s));
	store_recover(s);
	assert_true(store_begin(s) && store_put(s, "a", "1"));
	sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	assert_false(store_put(s, "b", "2"));
	assert_false(store_commit(s));
	store_recover(s);
	assert_int_equal(number_of(s, "SELECT count(*) FROM meta"), 0);
	store_close(s);
}

static void a_busy_database_may_be_tried_again(void **state)
{
	struct store *a = open_store(), *b = open_store();

	(void)state;
	sqlite3_busy_timeout(b->db, 10);
	assert_true(store_begin(a));
	assert_false(store_begin(b));
	assert_false(store_failed(b));
	assert_true(store_commit(a));
	assert_true(store_begin(b) && store_commit(b));
	store_close(a);
	store_close(b);
}

static void another_writer_is_noticed_once(void **state)
{
	struct store *a = open_store(), *b = open_store();

	(void)state;
	assert_false(store_touched(a));
	assert_true(store_begin(a) && store_put(a, "x", "1") && store_commit(a));
	assert_false(store_touched(a));
	assert_true(store_begin(b) && store_put(b, "x", "2") && store_commit(b));
	assert_true(store_begin(a) && store_put(a, "y", "1") && store_commit(a));
	assert_true(store_touched(a));
	assert_false(store_touched(a));
	store_close(a);
	store_close(b);
}

static void what_is_cached_follows_another_writer(void **state)
{
	struct store *a = open_store(), *b = open_store();

	(void)state;
	assert_true(store_begin(a));
	assert_int_equal(tickets_next(a), ticket_number(1000));
	assert_true(store_commit(a));
	assert_true(store_begin(b));
	assert_int_equal(tickets_next(b), ticket_number(1001));
	assert_true(store_commit(b));
	assert_true(store_begin(a));
	assert_int_equal(tickets_next(a), ticket_number(1002));
	assert_true(store_commit(a));
	store_close(a);
	store_close(b);
}

static void what_is_cached_goes_back_with_the_transaction(void **state)
{
	struct store *s = open_store();
	struct cached before;

	(void)state;
	assert_true(store_begin(s));
	assert_int_equal(tickets_next(s), ticket_number(1000));
	before = s->now;
	assert_true(store_mark(s));
	open_ticket(s, 0, T0);
	assert_int_equal(s->now.seq, 1);
	assert_true(store_back(s));
	assert_memory_equal(&s->now, &before, sizeof(before));
	open_ticket(s, 0, T0);
	store_rollback(s);
	assert_true(store_begin(s));
	assert_int_equal(s->now.seq, 0);
	assert_int_equal(tickets_next(s), ticket_number(1000));
	open_ticket(s, 0, T0);
	assert_int_equal(number_of(s, "SELECT seq FROM event"), 1);
	assert_true(store_commit(s));
	store_close(s);
}

static void what_was_committed_outlives_a_killed_process(void **state)
{
	int status;
	pid_t child = fork();
	struct store *s;

	(void)state;
	if (child == 0) {
		s = open_store();
		if (!store_begin(s) || !store_put(s, "kept", "1") || !store_commit(s))
			_exit(1);
		if (!store_begin(s) || !store_put(s, "lost", "1"))
			_exit(1);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	s = open_store();
	assert_int_equal(number_of(s, "SELECT count(*) FROM meta WHERE key = 'kept'"), 1);
	assert_int_equal(number_of(s, "SELECT count(*) FROM meta"), 1);
	store_close(s);
}

/* What another process makes in their place is not what SQLite has open: what was written would be found by nobody. */
static void a_wal_or_an_index_that_was_replaced_is_seen(void **state)
{
	static const char *const names[] = {"-wal", "-shm"};
	char file[128], away[160];

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct store *s = open_store();

		assert_true(store_begin(s) && store_put(s, "a", "1") && store_commit(s));
		snprintf(file, sizeof(file), "%s%s", path, names[i]);
		snprintf(away, sizeof(away), "%s.away", file);
		assert_int_equal(rename(file, away), 0);
		assert_false(store_begin(s));
		assert_non_null(strstr(store_why(s), "is not where it was"));
		store_recover(s);
		fclose(fopen(file, "we"));
		assert_false(store_begin(s));
		assert_true(store_failed(s));
		store_recover(s);
		assert_int_equal(rename(away, file), 0);
		assert_true(store_begin(s) && store_put(s, "a", "2") && store_commit(s));
		store_close(s);
	}
}

static void no_query_scans(void **state)
{
	struct store *s = open_store();

	(void)state;
	assert_true(store_begin(s) && store_mark(s) && store_put(s, "a", "1") && store_back(s) && store_commit(s));
	assert_indexed(s);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_rollback_takes_all_back),
		TEST(a_savepoint_takes_no_neighbour_along),
		TEST(a_savepoint_in_another),
		TEST(a_write_without_a_transaction_fails),
		TEST(an_error_of_the_data_is_not_the_stores),
		TEST(a_transaction_that_sqlite_has_ended_is_noticed),
		TEST(a_busy_database_may_be_tried_again),
		TEST(another_writer_is_noticed_once),
		TEST(what_is_cached_follows_another_writer),
		TEST(what_is_cached_goes_back_with_the_transaction),
		TEST(what_was_committed_outlives_a_killed_process),
		TEST(a_wal_or_an_index_that_was_replaced_is_seen),
		TEST(no_query_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
