/* The whole road over a disk that fails: the real program and broker, with a library before the program that makes its
 * writes and syncs fail, with a folder that is moved away, a file system that is really full, a limit on files, a lock that
 * is held. Each time the same is wanted: the gateway leaves the broker and says why, acknowledges and sends nothing, is not ready, and when the
 * cause is gone goes on by itself, with nothing lost and nothing doubled. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/faults/flood_site.h"
#include "tests/gateway/http.h"

#define TEXTS 20

/* ---- what is wanted each time */

/* Sends while it does not work: nothing is answered for longer than a try of the gateway takes. */
static void is_refused(struct road *r, size_t from)
{
	static struct http_answer a;
	char id[32];

	road_mo(r, "m-1", HEAD, "派工 14:00 李雷");
	assert_non_null(client_wait(r->desk, from, "status", "\"offline\""));
	assert_true(peer_log_says(&r->site, "nothing was acknowledged"));
	http_await(r->site.http, "/readyz", 503, &a);
	for (int i = 0; i < TEXTS; i++) {
		snprintf(id, sizeof(id), "h-%d", i);
		road_mo(r, id, HEAD, "帮助");
	}
	assert_false(client_wait_count(r->desk, from, "reply/", NULL, 1, 1500));
	assert_int_equal(client_count(r->desk, from, "mt/sms", NULL), 0);
}

/* And when it works again all of it is done, once. */
static void is_made_good(struct road *r, size_t from)
{
	static struct http_answer a;
	char out[512], id[32];

	road_ok(r, from, "m-1");
	for (int i = 0; i < TEXTS; i++) {
		snprintf(id, sizeof(id), "h-%d", i);
		road_ok(r, from, id);
	}
	road_told(r, from, ENGINEER, "发动机无法启动");
	http_await(r->site.http, "/readyz", 200, &a);
	road_quiet(r);
	assert_int_equal(road_ask(r, "SELECT count(*) FROM inbox WHERE kind = 'mo'"), TEXTS + 1);
	assert_int_equal(road_ask(r, "SELECT count(*) FROM event WHERE code = 'dispatch'"), 1);
	assert_int_equal(road_ask(r, "SELECT count(*) FROM outbox WHERE template = 'help'"), TEXTS);
	if (peer_run(&r->site, out, sizeof(out), "audit", (char *)NULL) != 0)
		peer_die("audit: %s", out);
	assert_int_equal(peer_gateway_stop(&r->site, SIGTERM), 0);
}

/* What was to be told before is no longer under way, and nothing of it is still to be noted. */
static void opened_and_told(struct road *r)
{
	char n[32];

	road_opened(r, "o-1", n);
	road_quiet(r);
	assert_true(client_wait_count(r->desk, 0, "mt/sms", NULL, 3, PEER_PATIENCE));
	road_await(r, "SELECT value = (SELECT max(seq) FROM event) FROM meta WHERE key = 'published'", 1,
		   PEER_PATIENCE);
	road_await(r, "SELECT count(*) FROM meta WHERE key = 'clocks' AND value LIKE '% done'", 1, PEER_PATIENCE);
}

static void begin(struct road *r, struct disk_switch **control)
{
	*r = (struct road){0};
	site_begin(r, control, NULL);
	opened_and_told(r);
}

static void breaks_and_mends(const char *log, int write_errno, int sync_errno)
{
	struct disk_switch *control;
	struct road r;
	size_t from;

	begin(&r, &control);
	from = client_heard(r.desk);
	control->write_errno = write_errno;
	control->sync_errno = sync_errno;
	is_refused(&r, from);
	assert_true(peer_log_says(&r.site, log));
	assert_true(control->failed > 0);
	control->write_errno = control->sync_errno = 0;
	is_made_good(&r, from);
	site_end(&r, control);
}

static void a_full_disk(void **state)
{
	(void)state;
	breaks_and_mends("has no room to grow", ENOSPC, 0);
}

static void a_disk_that_cannot_be_written(void **state)
{
	(void)state;
	breaks_and_mends("disk I/O error", EIO, 0);
}

static void a_file_system_that_became_read_only(void **state)
{
	(void)state;
	breaks_and_mends("the store failed", EROFS, 0);
}

static void a_disk_that_does_not_sync(void **state)
{
	(void)state;
	breaks_and_mends("disk I/O error", 0, EIO);
}

/* What lies in the gateway's memory needs no reading; another's write makes that old. */
static void a_disk_that_cannot_be_read(void **state)
{
	struct disk_switch *control;
	struct road r;
	size_t from;

	(void)state;
	begin(&r, &control);
	from = client_heard(r.desk);
	control->read_errno = EIO;
	road_ask(&r, "INSERT INTO meta (key, value) VALUES ('another', 'was here')");
	is_refused(&r, from);
	assert_true(peer_log_says(&r.site, "cannot be read"));
	assert_true(control->failed > 0);
	control->read_errno = 0;
	is_made_good(&r, from);
	site_end(&r, control);
}

/* ---- without the library: what really happens to disks */

static void moves(struct road *r, const char *from, const char *to)
{
	static const char *const ends[] = {"", "-wal", "-shm"};
	char a[700], b[700];

	for (size_t i = 0; i < 3; i++) {
		snprintf(a, sizeof(a), "%s/%s%s", r->site.dir, from, ends[i]);
		snprintf(b, sizeof(b), "%s/%s%s", r->site.dir, to, ends[i]);
		assert_int_equal(rename(a, b), 0);
	}
}

/* SQLite itself would go on writing to files that nobody will find again. */
static void a_database_that_was_moved_away(void **state)
{
	struct disk_switch *control;
	struct road r;
	size_t from;

	(void)state;
	begin(&r, &control);
	from = client_heard(r.desk);
	moves(&r, "fieldgate.db", "elsewhere.db");
	is_refused(&r, from);
	assert_true(peer_log_says(&r.site, "is not where it was"));
	moves(&r, "elsewhere.db", "fieldgate.db");
	is_made_good(&r, from);
	site_end(&r, control);
}

/* Puts the database into a folder of its own. */
static void in_a_folder(struct road *r, char folder[600])
{
	char from[700];

	snprintf(folder, 600, "%s/data", r->site.dir);
	assert_int_equal(mkdir(folder, 0700), 0);
	snprintf(from, sizeof(from), "%s", r->site.database);
	snprintf(r->site.database, sizeof(r->site.database), "%.580s/fieldgate.db", folder);
	site_move(r, from);
}

static void a_folder_that_is_gone(void **state)
{
	struct road r = {.site.http = peer_free_port()};
	char folder[600], away[640];
	size_t from;

	(void)state;
	peer_make(&r.site);
	in_a_folder(&r, folder);
	snprintf(away, sizeof(away), "%s.away", folder);
	site_up(&r);
	opened_and_told(&r);
	from = client_heard(r.desk);
	assert_int_equal(rename(folder, away), 0);
	is_refused(&r, from);
	assert_true(peer_log_says(&r.site, "is not where it was"));
	assert_int_equal(rename(away, folder), 0);
	is_made_good(&r, from);
	road_end(&r);
}

/* What is read-only from the start is no trouble that passes: it says so, and ends. */
static void a_database_that_may_only_be_read(void **state)
{
	struct peer_site s = {0};
	char folder[600], out[512];
	struct road r;
	int code;

	(void)state;
	peer_make(&s);
	r = (struct road){.site = s};
	in_a_folder(&r, folder);
	if (mount(folder, folder, NULL, MS_BIND, NULL) != 0) {
		peer_clear(&r.site);
		skip();
	}
	assert_int_equal(mount(NULL, folder, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL), 0);
	code = peer_run(&r.site, out, sizeof(out), "serve", (char *)NULL);
	umount2(folder, MNT_DETACH);
	assert_int_equal(code, 3);
	assert_non_null(strstr(out, "Read-only file system"));
	peer_clear(&r.site);
}

static void a_database_that_another_program_holds(void **state)
{
	struct disk_switch *control;
	struct road r;
	sqlite3 *db;
	size_t from;

	(void)state;
	begin(&r, &control);
	from = client_heard(r.desk);
	assert_int_equal(sqlite3_open(r.site.database, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
	is_refused(&r, from);
	assert_true(peer_log_says(&r.site, "is being written by another program"));
	assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	is_made_good(&r, from);
	site_end(&r, control);
}

/* Puts the database on a file system of 1 MiB. False where mounting is not allowed. */
static bool on_a_small_disk(struct road *r, char mounted[600])
{
	char from[700];

	snprintf(from, sizeof(from), "%s", r->site.database);
	snprintf(mounted, 600, "%s/small", r->site.dir);
	assert_int_equal(mkdir(mounted, 0700), 0);
	if (mount("tmpfs", mounted, "tmpfs", 0, "size=1m") != 0)
		return false;
	snprintf(r->site.database, sizeof(r->site.database), "%.580s/fieldgate.db", mounted);
	site_move(r, from);
	return true;
}

static void fill(const char *file)
{
	static const char nothing[4096];
	int fd = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	while (write(fd, nothing, sizeof(nothing)) > 0)
		;
	assert_int_equal(errno, ENOSPC);
	close(fd);
}

static void a_disk_that_is_really_full(void **state)
{
	struct road r = {.site.http = peer_free_port()};
	char mounted[600], filler[700];
	size_t from;

	(void)state;
	peer_make(&r.site);
	if (!on_a_small_disk(&r, mounted)) {
		peer_clear(&r.site);
		skip();
	}
	site_up(&r);
	opened_and_told(&r);
	from = client_heard(r.desk);
	snprintf(filler, sizeof(filler), "%s/filler", mounted);
	fill(filler);
	is_refused(&r, from);
	assert_true(peer_log_says(&r.site, "has no room to grow"));
	assert_int_equal(unlink(filler), 0);
	is_made_good(&r, from);
	client_free(r.desk);
	umount2(mounted, MNT_DETACH);
	peer_clear(&r.site);
}

/* As `ulimit -f` and systemd's LimitFSIZE set it: the log may grow by `more` bytes. */
static void begin_limited(struct road *r, rlim_t more, struct rlimit *before)
{
	struct rlimit tight;
	char wal[700];
	struct stat st;

	*r = (struct road){.site.http = peer_free_port()};
	peer_make(&r->site);
	site_up(r);
	opened_and_told(r);
	snprintf(wal, sizeof(wal), "%s-wal", r->site.database);
	assert_int_equal(stat(wal, &st), 0);
	assert_int_equal(prlimit(r->site.gateway, RLIMIT_FSIZE, NULL, before), 0);
	tight = (struct rlimit){.rlim_cur = (rlim_t)st.st_size + more, .rlim_max = before->rlim_max};
	assert_int_equal(prlimit(r->site.gateway, RLIMIT_FSIZE, &tight, NULL), 0);
}

static void end_limited(struct road *r, size_t from, const struct rlimit *before)
{
	assert_int_equal(prlimit(r->site.gateway, RLIMIT_FSIZE, before, NULL), 0);
	is_made_good(r, from);
	client_free(r->desk);
	peer_clear(&r->site);
}

static void a_limit_on_the_size_of_files(void **state)
{
	struct rlimit before;
	struct road r;
	size_t from;

	(void)state;
	begin_limited(&r, 0, &before);
	from = client_heard(r.desk);
	is_refused(&r, from);
	assert_true(peer_log_says(&r.site, "raise the limit on the size of files"));
	end_limited(&r, from, &before);
}

static int count_in(const char *file, const char *what)
{
	char line[1024];
	FILE *f = fopen(file, "re");
	int n = 0;

	assert_non_null(f);
	while (fgets(line, sizeof(line), f))
		n += strstr(line, what) != NULL;
	fclose(f);
	return n;
}

/* The row by which the store is tried fits there, and what comes then does not: each time is longer than the one before. */
static void room_for_a_row_and_not_for_a_text(void **state)
{
	struct rlimit before;
	struct road r;
	size_t from;

	(void)state;
	begin_limited(&r, 24576, &before);
	from = client_heard(r.desk);
	is_refused(&r, from);
	assert_true(peer_log_says(&r.site, "trying again in 4 s"));
	assert_int_equal(count_in(r.site.log, "trying again in 1 s"), 1);
	end_limited(&r, from, &before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_full_disk),
		cmocka_unit_test(a_disk_that_cannot_be_written),
		cmocka_unit_test(a_file_system_that_became_read_only),
		cmocka_unit_test(a_disk_that_does_not_sync),
		cmocka_unit_test(a_disk_that_cannot_be_read),
		cmocka_unit_test(a_database_that_was_moved_away),
		cmocka_unit_test(a_folder_that_is_gone),
		cmocka_unit_test(a_database_that_may_only_be_read),
		cmocka_unit_test(a_database_that_another_program_holds),
		cmocka_unit_test(a_disk_that_is_really_full),
		cmocka_unit_test(a_limit_on_the_size_of_files),
		cmocka_unit_test(room_for_a_row_and_not_for_a_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
