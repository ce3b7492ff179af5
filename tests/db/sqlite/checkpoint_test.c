/* Copying the WAL into the database: by the loop, and by the thread beside it. */
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "tests/db/fixture.h"

static void the_wal_does_not_grow_without_bound(void **state)
{
	struct store *s = open_store();
	char big[200000], wal[128];
	struct stat st;

	(void)state;
	big[sizeof(big) - 1] = '\0';
	snprintf(wal, sizeof(wal), "%s-wal", path);
	for (int i = 0; i < 1000; i++) {
		memset(big, 'a' + i % 26, sizeof(big) - 1);
		assert_true(store_begin(s) && store_put(s, "big", big) && store_commit(s));
		store_upkeep(s);
	}
	assert_int_equal(stat(wal, &st), 0);
	assert_in_range(st.st_size, 60 << 20, 72 << 20);
	store_upkeep(s); /* nothing written since */
	assert_true(s->wal.pages - s->wal.done <= (4 << 20) / 4096);
	store_close(s);
}

#define PATIENCE 180000 /* ms; only what never happens takes so long */

/* Until all but 4 MiB are copied, however busy the machine is. */
static void wait_for_the_thread(struct store *s)
{
	static const struct timespec a_bit = {.tv_nsec = 1000000};

	for (int i = 0; i < PATIENCE && s->wal.pages - s->wal.done > (4 << 20) / 4096; i++) {
		nanosleep(&a_bit, NULL);
		store_upkeep(s);
	}
}

/* The thread copies 4 MiB at a time; the loop only what is left from 64 MiB on. */
static void the_wal_is_copied_beside_the_loop(void **state)
{
	struct store *s = open_store();
	char big[200000];
	int most = 0;

	(void)state;
	assert_true(store_upkeep_beside(s));
	assert_true(store_upkeep_beside(s)); /* once is enough */
	for (int i = 0; i < 1000; i++) {
		memset(big, 'a' + i % 26, sizeof(big) - 1);
		big[sizeof(big) - 1] = '\0';
		assert_true(store_begin(s) && store_put(s, "big", big) && store_commit(s));
		store_upkeep(s);
		most = s->wal.pages > most ? s->wal.pages : most;
		if (s->wal.pages > (88 << 20) / 4096)
			wait_for_the_thread(s);
	}
	assert_in_range(most, (4 << 20) / 4096, (96 << 20) / 4096);
	/* Nobody writes any more. */
	wait_for_the_thread(s);
	assert_in_range(s->wal.pages - s->wal.done, 0, (4 << 20) / 4096);
	store_close(s);
	s = open_store();
	assert_true(store_get(s, "big", big, sizeof(big)));
	assert_int_equal(big[0], 'a' + 999 % 26);
	store_close(s);
}

/* Of the WAL's index, as SQLite's file format has it: how many pages the WAL holds, and of them are copied. */
static bool all_is_copied(int shm)
{
	uint32_t pages = 0, copied = 0;

	assert_int_equal(pread(shm, &pages, sizeof(pages), 16), sizeof(pages));
	assert_int_equal(pread(shm, &copied, sizeof(copied), 96), sizeof(copied));
	return copied == pages;
}

/* Where the thread has copied all, the next commit begins the WAL anew: what was copied of the old one says nothing
 * of it. The thread still has its lock for a moment when it has copied all, and a commit in that moment leaves it
 * for 4 MiB later. */
static void a_wal_that_was_copied_begins_anew(void **state)
{
	static const struct timespec a_bit = {.tv_nsec = 1000000};
	struct store *s = open_store();
	char big[200000], shm[128];
	int most = 0, before = 0, anew = 0, patience = PATIENCE, fd;

	(void)state;
	assert_true(store_upkeep_beside(s));
	snprintf(shm, sizeof(shm), "%s-shm", path);
	fd = open(shm, O_RDONLY | O_CLOEXEC); /* closed last: that drops the locks which SQLite has on it */
	assert_true(fd >= 0);
	for (int i = 0; i < 300; i++) {
		memset(big, 'a' + i % 26, sizeof(big) - 1);
		big[sizeof(big) - 1] = '\0';
		assert_true(store_begin(s) && store_put(s, "big", big) && store_commit(s));
		most = s->wal.pages > most ? s->wal.pages : most;
		anew += s->wal.pages < before;
		before = s->wal.pages;
		store_upkeep(s);
		for (; patience && s->wal.pages > (4 << 20) / 4096 && !all_is_copied(fd); patience--)
			nanosleep(&a_bit, NULL);
	}
	assert_in_range(anew, 7, 15); /* 60 MB, and each 4 MiB but for such moments */
	assert_in_range(most, (4 << 20) / 4096, (16 << 20) / 4096);
	store_close(s);
	close(fd);
}

static void a_store_in_memory_has_no_thread(void **state)
{
	char why[512] = "";
	struct store *s = store_open(":memory:", why, sizeof(why));

	(void)state;
	assert_non_null(s);
	assert_false(store_upkeep_beside(s));
	store_upkeep(s);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_wal_does_not_grow_without_bound),
		TEST(the_wal_is_copied_beside_the_loop),
		TEST(a_wal_that_was_copied_begins_anew),
		TEST(a_store_in_memory_has_no_thread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
