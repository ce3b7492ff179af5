#include "tests/faults/memory/hunger.h"

#include <errno.h>
#include <execinfo.h>
#include <openssl/crypto.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/faults/memory/wraps.h"

#define ALLOCATIONS_MAX 200000

static const char *const eaters[EATERS] = {"libyaml", "ours", "SQLite", "libcrypto"};

static struct {
	enum eater who;
	long at, calls;
	bool stays, on, met;
} hunger;

/* ---- places: the first allocation below each stack of calls of ours */

#define STACKS_MAX 65536

static struct {
	bool noting;
	long first[STACKS_MAX + 1]; /* in order */
	size_t n;
	uint64_t seen[2 * STACKS_MAX]; /* open hash */
} places;

extern char __executable_start, etext; /* of the linker: where our code lies */

static uint64_t this_place(void)
{
	void *frames[64];
	int n = backtrace(frames, 64);
	uint64_t h = 0xcbf29ce484222325u;

	for (int i = 0; i < n; i++)
		if ((char *)frames[i] >= &__executable_start && (char *)frames[i] < &etext)
			h = (h ^ (uint64_t)(uintptr_t)frames[i]) * 0x100000001b3u;
	return h | 1;
}

static void note_place(long call)
{
	uint64_t h = this_place();
	size_t i = (h >> 20) % (2 * STACKS_MAX);

	while (places.seen[i] && places.seen[i] != h)
		i = (i + 1) % (2 * STACKS_MAX);
	if (places.seen[i])
		return;
	assert_true(places.n < STACKS_MAX);
	places.seen[i] = h;
	places.first[places.n++] = call;
}

/* As malloc() does it, with ENOMEM. */
static bool starves(enum eater who)
{
	if (!hunger.on || hunger.who != who)
		return false;
	hunger.calls++;
	if (places.noting)
		note_place(hunger.calls);
	if (hunger.calls != hunger.at && !(hunger.stays && hunger.calls > hunger.at))
		return false;
	hunger.met = true;
	errno = ENOMEM;
	return true;
}

bool memory_fails(void)
{
	return starves(OURS);
}

void hungry(bool on)
{
	hunger.on = on;
}

static void begin(enum eater who, long at, bool stays)
{
	hunger.who = who;
	hunger.at = at;
	hunger.stays = stays;
	hunger.calls = 0;
	hunger.met = false;
	hunger.on = false;
}

static sqlite3_mem_methods sqlites_own;

static void *sqlite_malloc(int n)
{
	return starves(SQLITE) ? NULL : sqlites_own.xMalloc(n);
}

static void *sqlite_realloc(void *p, int n)
{
	return starves(SQLITE) ? NULL : sqlites_own.xRealloc(p, n);
}

static void *crypto_malloc(size_t n, const char *file, int line)
{
	(void)file, (void)line;
	return starves(LIBCRYPTO) ? NULL : __real_malloc(n);
}

static void *crypto_realloc(void *p, size_t n, const char *file, int line)
{
	(void)file, (void)line;
	return starves(LIBCRYPTO) ? NULL : __real_realloc(p, n);
}

static void crypto_free(void *p, const char *file, int line)
{
	(void)file, (void)line;
	free(p);
}

/* What libyaml calls for all its memory; a program's own stand in for a library's (its header does not declare them). */
void *yaml_malloc(size_t n);
void *yaml_realloc(void *p, size_t n);
unsigned char *yaml_strdup(const unsigned char *s);

void *yaml_malloc(size_t n)
{
	return starves(LIBYAML) ? NULL : __real_malloc(n > 0 ? n : 1);
}

void *yaml_realloc(void *p, size_t n)
{
	return starves(LIBYAML) ? NULL : __real_realloc(p, n > 0 ? n : 1);
}

unsigned char *yaml_strdup(const unsigned char *s)
{
	size_t n = strlen((const char *)s) + 1;
	unsigned char *copy = yaml_malloc(n);

	return copy ? memcpy(copy, s, n) : NULL;
}

bool hunger_take_over(void)
{
	sqlite3_mem_methods methods;

	if (!CRYPTO_set_mem_functions(crypto_malloc, crypto_realloc, crypto_free) ||
	    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &sqlites_own) != SQLITE_OK)
		return false;
	methods = sqlites_own;
	methods.xMalloc = sqlite_malloc;
	methods.xRealloc = sqlite_realloc;
	return sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK;
}

/* ---- what is tried */

static struct {
	long runs, refused;
} tally;

void torture_refused(void)
{
	tally.refused++;
}

const char *torture_now(void)
{
	static char line[128];

	snprintf(line, sizeof(line), "allocation %ld of %s, %s", hunger.at, eaters[hunger.who],
		 hunger.stays ? "from then on" : "once");
	return line;
}

static void note_places(void (*trial)(void), enum eater who)
{
	memset(&places, 0, sizeof(places));
	begin(who, 0, false);
	places.noting = true;
	trial();
	hungry(false);
	places.noting = false;
	places.first[places.n] = hunger.calls + 1; /* the run that meets none */
}

#define FEW_APART 15 /* places passed over with FAULTS=few, as under the sanitizers in CI */

/* Once each; what starves from then on meets the same places, so that fewer will do. */
static long next(long at, bool stays)
{
	const char *all = getenv("FAULTS");
	size_t i = 0;

	if (all && strcmp(all, "all") == 0)
		return at + 1;
	if (stays)
		return at + 1 + at / 3;
	while (places.first[i] <= at)
		i++;
	if (all && strcmp(all, "few") == 0)
		i = i + FEW_APART < places.n ? i + FEW_APART : places.n;
	return places.first[i];
}

void torture(const char *what, void (*trial)(void), enum eater least, enum eater most)
{
	for (int kind = 2 * (int)least; kind < 2 * (int)most + 2; kind++) {
		long at = 1;

		note_places(trial, (enum eater)(kind / 2));
		memset(&tally, 0, sizeof(tally));
		for (; at < ALLOCATIONS_MAX; at = next(at, kind & 1)) {
			begin((enum eater)(kind / 2), at, kind & 1);
			tally.runs++;
			trial();
			hungry(false);
			if (!hunger.met)
				break;
		}
		assert_true(at < ALLOCATIONS_MAX);
		print_message("%-8s %-9s %-9s %6ld allocations, %5ld runs, %5ld refusals\n", what, eaters[kind / 2],
			      kind & 1 ? "from then" : "once", hunger.calls, tally.runs, tally.refused);
	}
}
