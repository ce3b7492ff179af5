/* The backup that is made before a database of version 1 (fixtures/v1.sql) is brought up to date. */
#include <errno.h>
#include <limits.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/db/fixture.h"

static int begin(void **state)
{
	set_up_folder(state);
	run_bare(text_of("tests/db/fixtures/v1.sql"));
	return 0;
}

/* As it lies there, without the store. */
static int64_t asked(const char *file, const char *text)
{
	struct store bare = {0};
	int64_t v;

	assert_int_equal(sqlite3_open_v2(file, &bare.db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	v = number_of(&bare, text);
	sqlite3_close(bare.db);
	return v;
}

static const char *beside(const char *end)
{
	static char file[sizeof(path) + 64];

	snprintf(file, sizeof(file), "%s%s", path, end);
	return file;
}

static void put_file(const char *end, const char *text)
{
	FILE *f = fopen(beside(end), "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static void assert_left_as_it_was(const char *expected)
{
	char why[1024] = "";

	assert_null(store_open(path, why, sizeof(why)));
	if (!strstr(why, expected))
		fail_msg("`%s` does not say `%s`", why, expected);
	assert_int_equal(asked(path, "PRAGMA user_version"), 1);
	assert_int_equal(asked(path, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"), 1);
	assert_int_equal(asked(path, "SELECT count(*) FROM event"), 9);
}

static void it_is_what_was_there_before(void **state)
{
	struct store *s = open_store();
	const char *file = beside(".schema-1.backup");
	struct stat st;

	(void)state;
	assert_non_null(store_upgrade_backup(s));
	assert_string_equal(store_upgrade_backup(s), file);
	assert_true(number_of(s, "SELECT user_version > 1 FROM pragma_user_version"));
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(asked(file, "PRAGMA user_version"), 1);
	assert_int_equal(asked(file, "SELECT count(*) FROM event"), 9);
	assert_int_equal(asked(file, "SELECT roles FROM person WHERE id = 19"), 4096);
	assert_int_equal(access(beside(".schema-1.backup.part"), F_OK), -1);
	store_close(s);
}

static void one_that_is_new_or_up_to_date_needs_none(void **state)
{
	struct store *s;

	(void)state;
	store_close(open_store());
	assert_int_equal(unlink(beside(".schema-1.backup")), 0);
	s = open_store();
	assert_null(store_upgrade_backup(s));
	store_close(s);
	assert_int_equal(unlink(path), 0);
	s = open_store();
	assert_null(store_upgrade_backup(s));
	store_close(s);
	s = store_open(":memory:", (char[8]){0}, 8);
	assert_non_null(s);
	assert_null(store_upgrade_backup(s));
	store_close(s);
	assert_int_equal(access(beside(".schema-1.backup"), F_OK), -1);
}

/* To begin with it is opened, as a backup may be: that makes one of it too. */
static void it_can_be_gone_back_to(void **state)
{
	char first[sizeof(path) + 64];

	(void)state;
	store_close(open_store());
	snprintf(first, sizeof(first), "%s", beside(".schema-1.backup"));
	assert_int_equal(rename(first, path), 0);
	store_close(open_store());
	assert_int_equal(asked(beside(".schema-1.backup"), "SELECT count(*) FROM event"), 9);
}

static void it_overwrites_no_other(void **state)
{
	(void)state;
	put_file(".schema-1.backup", "mine");
	put_file(".schema-1.backup-2", "mine too");
	put_file(".schema-1.backup-3.part", "broken off");
	store_close(open_store());
	assert_int_equal(asked(beside(".schema-1.backup-3"), "PRAGMA user_version"), 1);
	assert_int_equal(access(beside(".schema-1.backup-3.part"), F_OK), -1);
	assert_string_equal(text_of(beside(".schema-1.backup")), "mine");
	assert_string_equal(text_of(beside(".schema-1.backup-2")), "mine too");
}

/* SQLite can still put its own -journal behind it, but our ending is longer. */
static void where_it_cannot_be_made_nothing_is_changed(void **state)
{
	char old[sizeof(path)], name[256];
	static char longer[sizeof(folder) + sizeof(name)];
	char why[2048] = "";

	(void)state;
	snprintf(old, sizeof(old), "%s", path);
	memset(name, 'x', 240);
	name[240] = '\0';
	snprintf(longer, sizeof(longer), "%s/%s", folder, name);
	assert_int_equal(rename(old, longer), 0);
	assert_null(store_open(longer, why, sizeof(why)));
	if (!strstr(why, " (schema 1) is left as it is, because it cannot be backed up first: ") ||
	    !strstr(why, "(File name too long)"))
		fail_msg("%s", why);
	assert_int_equal(asked(longer, "PRAGMA user_version"), 1);
}

/* Two verbs at once: one of them brings it up to date while the other waits, and there is one backup. */
static void two_at_once_make_one(void **state)
{
	pid_t children[2];

	(void)state;
	run_bare("PRAGMA journal_mode = WAL"); /* as the program of version 1 has it */
	for (int i = 0; i < 2; i++) {
		children[i] = fork();
		if (children[i] == 0) {
			char why[512] = "";
			struct store *s;

			do /* where the first takes long on a busy machine */
				s = store_open(path, why, sizeof(why));
			while (!s && strstr(why, "by another program"));
			if (!s)
				fprintf(stderr, "%s\n", why);
			_exit(s ? 0 : 1);
		}
		assert_true(children[i] > 0);
	}
	for (int i = 0; i < 2; i++) {
		int status;

		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_int_equal(status, 0);
	}
	assert_int_equal(asked(beside(".schema-1.backup"), "PRAGMA user_version"), 1);
	assert_int_equal(access(beside(".schema-1.backup-2"), F_OK), -1);
	assert_true(asked(path, "PRAGMA user_version") > 1);
}

static const char *full; /* no file with this in its name can grow */

static ssize_t failing_pwrite(int fd, const void *bytes, size_t n, off_t at)
{
	char link[64], name[PATH_MAX] = "";

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	if (readlink(link, name, sizeof(name) - 1) < 0 || !strstr(name, full))
		return pwrite(fd, bytes, n, at);
	errno = ENOSPC;
	return -1;
}

static void set_disk(sqlite3_syscall_ptr call)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find("unix");

	assert_int_equal(vfs->xSetSystemCall(vfs, "pwrite", call), SQLITE_OK);
	assert_int_equal(vfs->xSetSystemCall(vfs, "pwrite64", call), SQLITE_OK);
}

static void on_a_full_disk_nothing_is_changed(void **state)
{
	char expected[512];

	(void)state;
	snprintf(expected, sizeof(expected),
		 "%s (schema 1) is left as it is, because it cannot be backed up first: %s.schema-1.backup.part has no "
		 "room to grow: make room on its disk",
		 path, path);
	full = ".schema-1.backup";
	set_disk((sqlite3_syscall_ptr)failing_pwrite);
	assert_left_as_it_was(expected);
	set_disk(NULL);
	assert_int_equal(access(beside(".schema-1.backup"), F_OK), -1);
	assert_int_equal(access(beside(".schema-1.backup.part"), F_OK), -1);
	store_close(open_store());
	assert_int_equal(asked(beside(".schema-1.backup"), "PRAGMA user_version"), 1);
}

static void where_not_even_wal_and_shm_find_room_it_says_so(void **state)
{
	char why[512] = "", expected[256];

	(void)state;
	store_close(open_store());
	full = "-shm";
	set_disk((sqlite3_syscall_ptr)failing_pwrite);
	assert_null(store_open(path, why, sizeof(why)));
	set_disk(NULL);
	snprintf(expected, sizeof(expected), "%s-shm has no room to grow: make room on its disk", path);
	assert_string_equal(why, expected);
}

/* Else each start that fails would leave one more. */
static void what_cannot_be_brought_up_to_date_leaves_none(void **state)
{
	(void)state;
	run_bare("CREATE TABLE inbox_new (x)");
	assert_left_as_it_was("already exists");
	assert_int_equal(access(beside(".schema-1.backup"), F_OK), -1);
	assert_int_equal(access(beside(".schema-1.backup.part"), F_OK), -1);
}

#define FROM_1(f) cmocka_unit_test_setup_teardown(f, begin, tear_down_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		FROM_1(it_is_what_was_there_before),
		FROM_1(one_that_is_new_or_up_to_date_needs_none),
		FROM_1(it_can_be_gone_back_to),
		FROM_1(it_overwrites_no_other),
		FROM_1(two_at_once_make_one),
		FROM_1(where_it_cannot_be_made_nothing_is_changed),
		FROM_1(on_a_full_disk_nothing_is_changed),
		FROM_1(where_not_even_wal_and_shm_find_room_it_says_so),
		FROM_1(what_cannot_be_brought_up_to_date_leaves_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
