#include "tests/fuzz/fuzz.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/ledger/audit.h"
#include "db/sqlite/sql.h"
#include "db/store/store.h"
#include "gateway/command/verb.h"
#include "gateway/config/rulebook_load.h"
#include "gateway/config/setup.h"
#include "gateway/import/import.h"
#include "templates/text/utf8.h"

#define SAMPLE "scripts/sample/"

void fuzz_broken(const char *file, int line, const char *fmt, ...)
{
	va_list args;
	fprintf(stderr, "%s:%d: does not hold: ", file, line);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fputc('\n', stderr);
	abort();
}

/* ---- bytes ---- */

uint8_t take_byte(struct bytes *b)
{
	if (b->n == 0)
		return 0;
	b->n--;
	return *b->at++;
}

int64_t take_int(struct bytes *b, size_t width)
{
	uint64_t v = 0;
	for (size_t i = 0; i < width; i++)
		v = v << 8 | take_byte(b);
	/* Of a narrow one the sign is left out. */
	return (int64_t)v;
}

struct bytes take_until(struct bytes *b, uint8_t mark)
{
	const uint8_t *end = b->n > 0 ? memchr(b->at, mark, b->n) : NULL;
	struct bytes taken = {b->at, end ? (size_t)(end - b->at) : b->n};
	size_t used = taken.n + (end ? 1 : 0);
	if (used > 0)
		b->at += used;
	b->n -= used;
	return taken;
}

char *take_text(struct bytes b)
{
	char *s = malloc(b.n + 1);
	HOLD(s, "out of memory");
	size_t n = 0;
	for (size_t i = 0; i < b.n;) {
		uint32_t cp;
		size_t bytes = utf8_next((const char *)b.at + i, b.n - i, &cp);
		if (cp == 0 || (cp == 0xFFFD && bytes == 1)) {
			s[n++] = cp == 0 ? ' ' : '?';
		} else {
			memcpy(s + n, b.at + i, bytes);
			n += bytes;
		}
		i += bytes;
	}
	s[n] = '\0';
	return s;
}

char *take_exact(struct bytes b)
{
	char *s = malloc(b.n);
	HOLD(s || b.n == 0, "out of memory");
	if (b.n > 0)
		memcpy(s, b.at, b.n);
	return s;
}

/* ---- files ---- */

const char *fuzz_file(int which, const void *data, size_t n)
{
	static int fds[2] = {-1, -1};
	static char paths[2][32];
	if (fds[which] < 0) {
		fds[which] = memfd_create("fuzz", 0);
		snprintf(paths[which], sizeof(paths[which]), "/proc/self/fd/%d", fds[which]);
	}
	HOLD(fds[which] >= 0 && ftruncate(fds[which], 0) == 0 && pwrite(fds[which], data, n, 0) == (ssize_t)n,
	     "no file in memory");
	return paths[which];
}

static char folder[64];

static int remove_one(const char *name, const struct stat *st, int kind, struct FTW *where)
{
	(void)st;
	(void)kind;
	(void)where;
	return remove(name);
}

static void remove_folder(void)
{
	nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

const char *fuzz_folder(void)
{
	if (!*folder) {
		snprintf(folder, sizeof(folder), "/tmp/fieldgate-fuzz-XXXXXX");
		HOLD(mkdtemp(folder), "no folder in /tmp");
		atexit(remove_folder);
	}
	return folder;
}

void fuzz_faults(struct faults *f)
{
	static FILE *nowhere;
	if (!nowhere)
		nowhere = fopen("/dev/null", "we");
	HOLD(nowhere, "there is no /dev/null");
	for (size_t i = 0; i < f->n; i++) {
		const struct fault *one = &f->all[i];
		HOLD(*one->what && !strchr(one->what, '\n'), "a fault is not one line: %s", one->what);
		HOLD(one->line >= 0 && one->col >= 0 && one->width >= 0, "a fault stands nowhere: %s", one->what);
	}
	faults_print(f, nowhere);
	faults_free(f);
}

/* ---- the sample ---- */

const struct setup *fuzz_setup(void)
{
	static struct setup setup;
	struct faults faults = {.n = 0};
	if (!*setup.file) {
		bool read = setup_load(&setup, SAMPLE "fieldgate.yaml", &faults);
		faults_print(&faults, stderr);
		HOLD(read && faults.n == 0, "the sample cannot be read; start this from the top of the tree");
	}
	return &setup;
}

struct rulebook *fuzz_rules(void)
{
	static struct rulebook *rules;
	struct faults faults = {.n = 0};
	if (!rules) {
		bool read = (rules = rulebook_load(fuzz_setup(), &faults)) != NULL;
		faults_print(&faults, stderr);
		HOLD(read, "the sample's rules do not hold");
	}
	return rules;
}

static void import(struct scene *s, const char *kind, const char *path)
{
	struct faults faults = {.n = 0};
	struct import_count count;
	int code = import_file(&s->gateway, kind, path, &faults, &count);
	faults_print(&faults, stderr);
	HOLD(code == VERB_DONE, "%s cannot be imported from %s", kind, path);
}

void scene_open(struct scene *s)
{
	char why[512] = "", path[64];
	HOLD(gateway_open(&s->gateway, fuzz_setup(), fuzz_rules(), ":memory:", why, sizeof(why)), "%s", why);
	for (size_t i = 0; import_kinds[i]; i++) {
		snprintf(path, sizeof(path), SAMPLE "%s.csv", import_kinds[i]);
		import(s, import_kinds[i], path);
	}
	s->made = true;
}

void scene_import(struct scene *s, const char *kind, const char *csv)
{
	import(s, kind, fuzz_file(0, csv, strlen(csv)));
}

/* ---- coming back ----
 *
 * An installation is made once and used thousands of times a minute: all that an input does lies in one transaction,
 * which is rolled back. The linker puts these in the place of the store's own (--wrap); inside, a batch's transaction is
 * a savepoint. */

bool __real_store_begin(struct store *s);
bool __real_store_commit(struct store *s);
void __real_store_rollback(struct store *s);
bool __wrap_store_begin(struct store *s);
bool __wrap_store_commit(struct store *s);
void __wrap_store_rollback(struct store *s);

static struct store *held; /* whose transaction is open all the time */
static struct cached before;
static bool inside;

bool __wrap_store_begin(struct store *s)
{
	if (s != held)
		return __real_store_begin(s);
	HOLD(!inside, "a transaction is open already");
	inside = true;
	before = s->now;
	return !s->failed && sql_check(s, sql_exec(s, "SAVEPOINT batch"));
}

bool __wrap_store_commit(struct store *s)
{
	if (s != held)
		return __real_store_commit(s);
	HOLD(inside, "no transaction is open");
	inside = false;
	return !s->failed && sql_check(s, sql_exec(s, "RELEASE batch"));
}

void __wrap_store_rollback(struct store *s)
{
	if (s != held) {
		__real_store_rollback(s);
		return;
	}
	sql_check(s, sql_exec(s, "ROLLBACK TO batch; RELEASE batch"));
	s->now = before;
	inside = false;
}

/* Numbers in turn for random ones: from one seed, one run is like another. */
ssize_t __wrap_getrandom(void *bytes, size_t n, unsigned flags);
ssize_t __wrap_getrandom(void *bytes, size_t n, unsigned flags)
{
	static uint64_t drawn;
	unsigned char *out = bytes;
	(void)flags;
	for (size_t i = 0; i < n; i++) {
		if (i % 8 == 0)
			drawn++;
		out[i] = (unsigned char)(drawn >> (56 - 8 * (i % 8)));
	}
	return (ssize_t)n;
}

void scene_enter(struct scene *s)
{
	HOLD(!held && __real_store_begin(s->gateway.store), "%s", store_why(s->gateway.store));
	held = s->gateway.store;
}

void scene_leave(struct scene *s)
{
	HOLD(held == s->gateway.store && !inside, "a transaction is open still");
	held = NULL;
	__real_store_rollback(s->gateway.store);
	HOLD(!store_failed(s->gateway.store), "%s", store_why(s->gateway.store));
}

void scene_audit(struct scene *s)
{
	char why[512] = "";
	HOLD(ledger_audit(s->gateway.store, &s->gateway.rules->flows, NULL, why, sizeof(why)), "audit: %s", why);
}
