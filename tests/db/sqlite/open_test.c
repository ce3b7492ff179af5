#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/db/fixture.h"

#include "db/sqlite/schema.h"
#include "db/store/lock.h"

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
	assert_int_equal(number_of(s, "PRAGMA user_version"), schema_version());
	store_close(s);
}

/* An import that root ran before the service's first start left a database that the service could not open. */
static void what_root_makes_belongs_to_whom_its_folder_does(void **state)
{
	char dir[] = "/tmp/fieldgate-owner-XXXXXX", file[64], other[80], why[512] = "";
	static const char *const made[] = {"", "-wal", ".lock", ".copy"};
	struct store *s;
	struct stat st;
	pid_t holder;
	int lock;

	(void)state;
	if (geteuid() != 0)
		skip();
	assert_non_null(mkdtemp(dir));
	assert_int_equal(chown(dir, 4321, 8765), 0);
	snprintf(file, sizeof(file), "%s/f.db", dir);
	s = store_open(file, why, sizeof(why));
	if (!s)
		fail_msg("%s", why);
	lock = lock_take(file, &holder);
	assert_true(lock >= 0);
	snprintf(other, sizeof(other), "%s.copy", file);
	assert_true(store_backup(s, other, why, sizeof(why)));
	for (size_t i = 0; i < sizeof(made) / sizeof(*made); i++) {
		snprintf(other, sizeof(other), "%s%s", file, made[i]);
		assert_int_equal(stat(other, &st), 0);
		if (st.st_uid != 4321 || st.st_gid != 8765)
			fail_msg("%s belongs to %u:%u", other, st.st_uid, st.st_gid);
	}
	close(lock);
	store_close(s);
	for (size_t i = 0; i < sizeof(made) / sizeof(*made); i++) {
		snprintf(other, sizeof(other), "%s%s", file, made[i]);
		unlink(other);
	}
	assert_int_equal(rmdir(dir), 0);
}

/* The user of the service may lay a link beside the database; root must not give away what it leads to. */
static void a_link_for_a_lock_gives_nothing_away(void **state)
{
	char dir[] = "/tmp/fieldgate-owner-XXXXXX", file[64], link[80], target[80], why[512] = "";
	struct store *s;
	struct stat st;
	pid_t holder;
	int lock;

	(void)state;
	if (geteuid() != 0)
		skip();
	assert_non_null(mkdtemp(dir));
	assert_int_equal(chown(dir, 4321, 8765), 0);
	snprintf(file, sizeof(file), "%s/f.db", dir);
	snprintf(link, sizeof(link), "%s.lock", file);
	snprintf(target, sizeof(target), "%s/target", dir);
	close(open(target, O_CREAT | O_WRONLY, 0600));
	assert_int_equal(symlink(target, link), 0);
	s = store_open(file, why, sizeof(why));
	assert_non_null(s);
	lock = lock_take(file, &holder);
	assert_int_equal(stat(target, &st), 0);
	assert_int_equal(st.st_uid, 0);
	close(lock);
	store_close(s);
	unlink(link);
	unlink(target);
	unlink(file);
	assert_int_equal(rmdir(dir), 0);
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
	assert_int_equal(number_of(s, "PRAGMA user_version"), schema_version());
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
	expect_refusal(file, false, "is not an SQLite database");
	expect_refusal(file, true, "is not an SQLite database");
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
	char expected[64];

	(void)state;
	store_close(open_store());
	snprintf(expected, sizeof(expected), "newer fieldgate (schema 777, this one knows %d)", schema_version());
	tamper("PRAGMA user_version = 777");
	expect_refusal(path, false, expected);
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

static void a_database_in_memory_does_for_a_rehearsal(void **state)
{
	char why[512] = "";
	struct store *s = store_open(":memory:", why, sizeof(why));

	(void)state;
	assert_non_null(s);
	assert_true(store_begin(s));
	open_ticket(s, 0, T0);
	assert_true(store_commit(s));
	store_upkeep(s);
	assert_false(store_touched(s));
	assert_true(ledger_audit(s, &flows, NULL, why, sizeof(why)));
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_new_database_is_ours_alone),
		TEST(what_root_makes_belongs_to_whom_its_folder_does),
		TEST(a_link_for_a_lock_gives_nothing_away),
		TEST(opening_again_changes_nothing),
		TEST(what_cannot_be_opened_says_why),
		TEST(a_database_of_another_program_is_left_alone),
		TEST(a_newer_and_an_older_schema_are_refused),
		TEST(a_file_that_cannot_be_written_says_so),
		TEST(a_store_for_reading_does_not_write),
		TEST(a_database_in_memory_does_for_a_rehearsal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
