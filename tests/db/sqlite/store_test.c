#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "tests/db/help.h"

static void expect_refusal(const char *file, bool reading, const char *part)
{
	char why[512] = "";
	struct store *s = reading ? store_open_reading(file, why, sizeof(why)) : store_open(file, why, sizeof(why));

	assert_null(s);
	if (!strstr(why, part))
		fail_msg("`%s` does not say `%s`", why, part);
	assert_null(strchr(why, '\n'));
}

static void a_new_database_is_ours_alone(void **state)
{
	struct store *s = open_store();
	struct stat st;
	char wal[128];

	(void)state;
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	snprintf(wal, sizeof(wal), "%s-wal", path);
	assert_int_equal(stat(wal, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(number_of(s, "PRAGMA synchronous"), 2);
	assert_int_equal(number_of(s, "PRAGMA foreign_keys"), 1);
	assert_int_equal(number_of(s, "PRAGMA recursive_triggers"), 1);
	assert_int_equal(number_of(s, "PRAGMA trusted_schema"), 0);
	assert_int_equal(number_of(s, "PRAGMA user_version"), 4);
	store_close(s);
}

static void opening_again_changes_nothing(void **state)
{
	struct store *s = open_store();
	int64_t cookie = number_of(s, "PRAGMA schema_version");

	(void)state;
	assert_true(store_begin(s) && store_put(s, "k", "v") && store_commit(s));
	store_close(s);
	s = open_store();
	assert_int_equal(number_of(s, "PRAGMA schema_version"), cookie);
	assert_int_equal(number_of(s, "PRAGMA user_version"), 4);
	assert_int_equal(number_of(s, "SELECT value = 'v' FROM meta WHERE key = 'k'"), 1);
	store_close(s);
}

static void what_cannot_be_opened_says_why(void **state)
{
	char file[128];
	FILE *f;

	(void)state;
	snprintf(file, sizeof(file), "%s/nowhere/x.db", folder);
	expect_refusal(file, false, "folder does not exist");
	expect_refusal(file, true, "there is no database");
	snprintf(file, sizeof(file), "%s/text", folder);
	f = fopen(file, "w");
	assert_non_null(f);
	for (int i = 0; i < 200; i++)
		fputs("this is no database\n", f);
	fclose(f);
	expect_refusal(file, false, "is no SQLite database");
	expect_refusal(file, true, "is no SQLite database");
	expect_refusal(folder, false, "cannot be opened");
	expect_refusal("", false, "cannot be made");
}

static void a_database_of_another_program_is_left_alone(void **state)
{
	sqlite3 *db;

	(void)state;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_exec(db, "CREATE TABLE songs (name)", NULL, NULL, NULL);
	expect_refusal(path, false, "another program");
	sqlite3_exec(db, "PRAGMA user_version = 1", NULL, NULL, NULL);
	expect_refusal(path, false, "another program");
	sqlite3_close(db);
}

static void a_newer_and_an_older_schema_are_refused(void **state)
{
	store_close(open_store());
	(void)state;
	tamper("PRAGMA user_version = 7");
	expect_refusal(path, false, "newer fieldgate (schema 7, this one knows 4)");
	expect_refusal(path, true, "newer fieldgate");
	unlink(path);
	close(open(path, O_CREAT | O_WRONLY, 0600));
	expect_refusal(path, true, "older fieldgate");
}

static void a_file_that_cannot_be_written_says_so(void **state)
{
	int status;
	pid_t child;

	(void)state;
	store_close(open_store());
	assert_int_equal(chmod(path, 0444), 0);
	assert_int_equal(chmod(folder, 0755), 0);
	child = fork();
	if (child == 0) {
		char why[512] = "";

		if (geteuid() == 0 && setuid(65534) != 0)
			_exit(2);
		if (store_open(path, why, sizeof(why)))
			_exit(3);
		_exit(strstr(why, "cannot be written") ? 0 : 4);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(WEXITSTATUS(status), 0);
}

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

/* SQLITE_FULL may roll back the whole transaction from inside a savepoint; the next one would then commit alone. */
static void a_full_disk_inside_a_savepoint_fails_the_batch(void **state)
{
	struct store *s = open_store();
	char big[60000];
	int64_t pages;

	(void)state;
	memset(big, 'x', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	pages = number_of(s, "PRAGMA page_count");
	assert_true(store_begin(s));
	assert_true(store_mark(s) && store_put(s, "first", "1") && store_keep(s));
	assert_true(number_of(s, "PRAGMA max_page_count = 1") >= pages);
	assert_true(store_mark(s));
	assert_false(store_put(s, "big", big));
	assert_true(store_failed(s));
	assert_non_null(strstr(store_why(s), "no room"));
	/* Whatever the caller does now, nothing gets through. */
	assert_false(store_back(s));
	assert_false(store_mark(s));
	assert_false(store_put(s, "third", "3"));
	assert_false(store_keep(s));
	assert_false(store_commit(s));
	assert_int_equal(number_of(s, "SELECT count(*) FROM meta"), 0);
	assert_false(store_begin(s));
	store_recover(s);
	number_of(s, "PRAGMA max_page_count = 1000000");
	assert_true(store_begin(s) && store_put(s, "big", big) && store_commit(s));
	assert_int_equal(number_of(s, "SELECT count(*) FROM meta"), 1);
	store_close(s);
}

/* ---- a disk that fails at the nth write, for every n ---- */

static int writes_left = -1; /* -1: the disk is well */
static int disk_error;

static ssize_t failing_pwrite(int fd, const void *bytes, size_t n, off_t at)
{
	if (writes_left == 0) {
		errno = disk_error;
		return -1;
	}
	if (writes_left > 0)
		writes_left--;
	return pwrite(fd, bytes, n, at);
}

static void set_disk(sqlite3_syscall_ptr call)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find("unix");

	assert_int_equal(vfs->xSetSystemCall(vfs, "pwrite", call), SQLITE_OK);
	assert_int_equal(vfs->xSetSystemCall(vfs, "pwrite64", call), SQLITE_OK);
}

/* Three events, each under a savepoint of its own, and enough to overflow the cache before COMMIT. */
static bool batch(struct store *s)
{
	const struct event e = {.flow = "repair", .code = "open"};
	unsigned char digest[HASH_BYTES];
	char big[50000];
	int64_t seq;

	digest_of(s, 1, digest);

	memset(big, 'x', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	if (!store_begin(s))
		return false;
	for (int i = 0; i < 3; i++) {
		big[0] = (char)('a' + i);
		if (!store_mark(s) || !tickets_next(s) || !store_put(s, big, big) ||
		    !ledger_append(s, &e, T0, 1, digest, &seq) || !store_keep(s)) {
			assert_true(store_failed(s));
			return false;
		}
	}
	return store_commit(s);
}

static void fail_each_write(int error)
{
	struct store *s = open_store();
	bool done = false;
	int n;

	assert_true(store_begin(s));
	assert_int_equal(take(s, "the text of all events", 0, T0, "open"), 1);
	assert_true(store_commit(s));
	disk_error = error;
	sqlite3_exec(s->db, "PRAGMA cache_size = 10", NULL, NULL, NULL);
	for (n = 0; !done && n < 1000; n++) {
		char why[512];

		writes_left = n;
		done = batch(s);
		writes_left = -1;
		assert_int_not_equal(store_failed(s), done);
		store_rollback(s);
		store_recover(s);
		assert_int_equal(number_of(s, "SELECT count(*) FROM event"), done ? 3 : 0);
		assert_int_equal(number_of(s, "SELECT count(*) FROM meta"), done ? 4 : 0);
		assert_true(ledger_audit(s, &flows, NULL, why, sizeof(why)));
	}
	assert_in_range(n, 20, 999);
	store_close(s);
}

static void a_disk_that_fails_at_any_write_keeps_nothing_of_the_batch(void **state)
{
	(void)state;
	set_disk((sqlite3_syscall_ptr)failing_pwrite);
	fail_each_write(EIO);
	tear_down_folder(state);
	set_up_folder(state);
	fail_each_write(ENOSPC);
	set_disk(NULL);
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

static void a_store_for_reading_does_not_write(void **state)
{
	struct store *s = open_store(), *r;
	char why[512] = "", value[8];

	(void)state;
	assert_true(store_begin(s) && store_put(s, "a", "1") && store_commit(s));
	r = store_open_reading(path, why, sizeof(why));
	assert_non_null(r);
	assert_true(store_get(r, "a", value, sizeof(value)));
	assert_string_equal(value, "1");
	assert_true(store_begin(s) && store_put(s, "a", "2") && store_commit(s));
	assert_true(store_touched(r));
	assert_true(store_get(r, "a", value, sizeof(value)));
	assert_string_equal(value, "2");
	if (store_begin(r))
		assert_false(store_put(r, "a", "3"));
	store_close(r);
	store_close(s);
}

static void a_backup_is_a_database_of_its_own(void **state)
{
	struct store *s = open_store(), *r, *copy;
	char dest[128], part[160], why[512] = "", value[8];
	struct stat st;

	(void)state;
	snprintf(dest, sizeof(dest), "%s/copy.db", folder);
	snprintf(part, sizeof(part), "%s.part", dest);
	assert_true(store_begin(s) && store_put(s, "a", "1") && open_ticket(s, 0, T0) && store_commit(s));
	assert_true(store_begin(s) && store_put(s, "a", "uncommitted"));
	r = store_open_reading(path, why, sizeof(why));
	assert_non_null(r);
	assert_true(store_backup(r, dest, why, sizeof(why)));
	assert_true(store_commit(s));
	assert_int_not_equal(access(part, F_OK), 0);
	assert_int_equal(stat(dest, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	copy = store_open(dest, why, sizeof(why));
	assert_non_null(copy);
	assert_true(store_get(copy, "a", value, sizeof(value)));
	assert_string_equal(value, "1");
	assert_true(ledger_audit(copy, &flows, NULL, why, sizeof(why)));
	store_close(copy);
	assert_false(store_backup(s, dest, why, sizeof(why)));
	assert_non_null(strstr(why, "exists already"));
	snprintf(dest, sizeof(dest), "%s/nowhere/copy.db", folder);
	assert_false(store_backup(s, dest, why, sizeof(why)));
	assert_non_null(strstr(why, "No such file"));
	snprintf(dest, sizeof(dest), "%s/other.db", folder);
	snprintf(part, sizeof(part), "%s.part", dest);
	close(open(part, O_CREAT | O_WRONLY, 0600));
	assert_false(store_backup(s, dest, why, sizeof(why)));
	assert_non_null(strstr(why, "another backup"));
	assert_int_equal(access(part, F_OK), 0);
	unlink(part);
	assert_true(store_backup(s, dest, why, sizeof(why)));
	store_close(r);
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

static void a_database_in_memory_does_for_a_rehearsal(void **state)
{
	char why[512] = "";
	struct store *s = store_open(":memory:", why, sizeof(why));

	(void)state;
	assert_non_null(s);
	assert_true(store_begin(s));
	open_ticket(s, 0, T0);
	assert_true(store_commit(s));
	store_tend(s);
	assert_false(store_touched(s));
	assert_true(ledger_audit(s, &flows, NULL, why, sizeof(why)));
	store_close(s);
}

static void no_query_scans(void **state)
{
	struct store *s = open_store();

	(void)state;
	assert_true(store_begin(s) && store_mark(s) && store_put(s, "a", "1") && store_back(s) && store_commit(s));
	assert_indexed(s);
	store_close(s);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up_folder, tear_down_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_new_database_is_ours_alone),
		TEST(opening_again_changes_nothing),
		TEST(what_cannot_be_opened_says_why),
		TEST(a_database_of_another_program_is_left_alone),
		TEST(a_newer_and_an_older_schema_are_refused),
		TEST(a_file_that_cannot_be_written_says_so),
		TEST(a_rollback_takes_all_back),
		TEST(a_savepoint_takes_no_neighbour_along),
		TEST(a_write_without_a_transaction_fails),
		TEST(an_error_of_the_data_is_not_the_stores),
		TEST(a_full_disk_inside_a_savepoint_fails_the_batch),
		TEST(a_disk_that_fails_at_any_write_keeps_nothing_of_the_batch),
		TEST(a_transaction_that_sqlite_has_ended_is_noticed),
		TEST(a_busy_database_may_be_tried_again),
		TEST(another_writer_is_noticed_once),
		TEST(what_is_cached_follows_another_writer),
		TEST(what_is_cached_goes_back_with_the_transaction),
		TEST(what_was_committed_outlives_a_killed_process),
		TEST(a_store_for_reading_does_not_write),
		TEST(a_backup_is_a_database_of_its_own),
		TEST(a_wal_or_an_index_that_was_replaced_is_seen),
		TEST(a_database_in_memory_does_for_a_rehearsal),
		TEST(no_query_scans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
