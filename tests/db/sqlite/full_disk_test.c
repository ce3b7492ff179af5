#include <errno.h>
#include <unistd.h>

#include "tests/db/fixture.h"

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

	digest_of_input(s, 1, digest);

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_full_disk_inside_a_savepoint_fails_the_batch),
		TEST(a_disk_that_fails_at_any_write_keeps_nothing_of_the_batch),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
