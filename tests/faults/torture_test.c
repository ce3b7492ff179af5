/* Memory that runs out: allocation 1 fails, then 2, then 3 … until a run meets none, once and from then on; ours, SQLite's
 * and libcrypto's. What is then refused leaves nothing behind, and what is not refused is right to the last byte.
 * Under the sanitizers leaks show too. By default one allocation of each place in our code that asks
 * for it, by whatever way that place was reached; with FAULTS=all each. */
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

#include "gateway/import.h"
#include "gateway/talk.h"
#include "gateway/verb.h"
#include "gateway/wire.h"
#include "tests/faults/disk_house.h"

#define ALLOCATIONS_MAX 200000

/* ---- hunger */

/* What jansson takes is ours too (gateway/scratch.h). */
enum eater { OURS, SQLITE, LIBCRYPTO, EATERS };
static const char *const eaters[EATERS] = {"ours", "SQLite", "libcrypto"};

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

static void hungry(bool on)
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

/* The linker gives our calls these in place of the library's (Makefile). */
void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
void *__real_reallocarray(void *p, size_t n, size_t size);
char *__real_strdup(const char *s);
char *__real_strndup(const char *s, size_t n);
ssize_t __real___getdelim(char **line, size_t *n, int end, FILE *f);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);
void *__wrap_reallocarray(void *p, size_t n, size_t size);
char *__wrap_strdup(const char *s);
char *__wrap_strndup(const char *s, size_t n);
ssize_t __wrap___getdelim(char **line, size_t *n, int end, FILE *f);
ssize_t __wrap_getline(char **line, size_t *n, FILE *f);
int __wrap_vasprintf(char **to, const char *fmt, va_list args);
int __wrap_asprintf(char **to, const char *fmt, ...);
int __wrap___vasprintf_chk(char **to, int flag, const char *fmt, va_list args);
int __wrap___asprintf_chk(char **to, int flag, const char *fmt, ...);

void *__wrap_malloc(size_t n)
{
	return starves(OURS) ? NULL : __real_malloc(n);
}

void *__wrap_calloc(size_t n, size_t size)
{
	return starves(OURS) ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *p, size_t n)
{
	return starves(OURS) ? NULL : __real_realloc(p, n);
}

void *__wrap_reallocarray(void *p, size_t n, size_t size)
{
	return starves(OURS) ? NULL : __real_reallocarray(p, n, size);
}

char *__wrap_strdup(const char *s)
{
	return starves(OURS) ? NULL : __real_strdup(s);
}

char *__wrap_strndup(const char *s, size_t n)
{
	return starves(OURS) ? NULL : __real_strndup(s, n);
}

/* It allocates only where its buffer is too small; here each line might. */
ssize_t __wrap___getdelim(char **line, size_t *n, int end, FILE *f)
{
	return starves(OURS) ? -1 : __real___getdelim(line, n, end, f);
}

ssize_t __wrap_getline(char **line, size_t *n, FILE *f)
{
	return __wrap___getdelim(line, n, '\n', f);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
int __wrap_vasprintf(char **to, const char *fmt, va_list args)
{
	va_list again;
	int n;

	if (starves(OURS))
		return -1;
	va_copy(again, args);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	*to = n < 0 ? NULL : __real_malloc((size_t)n + 1);
	return *to ? vsnprintf(*to, (size_t)n + 1, fmt, args) : -1;
}
#pragma GCC diagnostic pop

int __wrap___vasprintf_chk(char **to, int flag, const char *fmt, va_list args)
{
	(void)flag;
	return __wrap_vasprintf(to, fmt, args);
}

int __wrap_asprintf(char **to, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = __wrap_vasprintf(to, fmt, args);
	va_end(args);
	return n;
}

int __wrap___asprintf_chk(char **to, int flag, const char *fmt, ...)
{
	va_list args;
	int n;

	(void)flag;
	va_start(args, fmt);
	n = __wrap_vasprintf(to, fmt, args);
	va_end(args);
	return n;
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

static bool take_over(void)
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
	return places.first[i];
}

/* Does it with every allocation failing in turn. */
static void torture(const char *what, void (*trial)(void), enum eater least, enum eater most)
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

static char states[HOUSE_BATCHES + 1][HOUSE_HEX], said[HOUSE_BATCHES][HOUSE_HEX];

static void is_in_state(const char *wanted, const char *when, bool (*look)(char hex[HOUSE_HEX]))
{
	char now[HOUSE_HEX];

	assert_true(look(now));
	if (strcmp(now, wanted) != 0)
		fail_msg("%s: allocation %ld of %s, %s: the database is not what it should be", when, hunger.at,
			 eaters[hunger.who], hunger.stays ? "from then on" : "once");
}

/* ---- a day */

static bool open_gateway(struct gateway *g, const char *path)
{
	char why[512] = "";
	bool ok = gateway_open(g, house_setup(), house_rules(), path, why, sizeof(why));

	assert_true(ok || strlen(why) > 5);
	return ok;
}

static void run_batch(struct gateway *g, size_t i)
{
	struct batch b = {0};
	char now[HOUSE_HEX];
	bool ok;

	assert_true(house_fill(&b, i));
	hungry(true);
	ok = house_run(g, &b, i);
	hungry(false);
	if (!ok) {
		tally.refused++;
		assert_true(strlen(store_why(g->store)) > 5);
		is_in_state(states[i], "refused", house_rows);
		store_recover(g->store);
		if (!house_run(g, &b, i))
			fail_msg("not taken with memory: %s", store_why(g->store));
	}
	house_said(&b, now);
	if (strcmp(now, said[i]) != 0)
		fail_msg("batch %zu, allocation %ld of %s, %s: said something else", i, hunger.at, eaters[hunger.who],
			 hunger.stays ? "from then on" : "once");
	batch_free(&b);
}

static void one_day(void)
{
	const char *path = house_fresh();
	struct gateway g;
	bool open;

	hungry(true);
	open = open_gateway(&g, path);
	hungry(false);
	if (!open) {
		tally.refused++;
		assert_true(open_gateway(&g, path));
	}
	for (size_t i = 0; i < HOUSE_BATCHES; i++)
		run_batch(&g, i);
	hungry(true);
	gateway_close(&g);
	hungry(false);
	is_in_state(states[HOUSE_BATCHES], "at the end", house_state);
}

static void a_day_is_right_or_refused(void **state)
{
	(void)state;
	torture("a day", one_day, OURS, LIBCRYPTO);
}

/* ---- rules */

static void digest_rules(const struct rules *r, char *out, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < r->flows.n; i++) {
		const struct flow *f = r->flows.all[i];

		n += (size_t)snprintf(out + n, size - n, "%s %zu %zu %zu", f->name, f->states_n, f->nodes_n,
				      f->codes_n);
		for (size_t c = 0; c < f->codes_n; c++)
			n += (size_t)snprintf(out + n, size - n, " %s/%zu/%x/%x/%zu/%zu", f->codes[c].name,
					      f->codes[c].words_n, f->codes[c].from, f->codes[c].from_skipping,
					      f->codes[c].takes_n, f->codes[c].tells_n);
	}
	for (int l = 0; l < LANGS; l++) {
		const struct template *t;

		for (size_t i = 0; (t = wording_at(r->wording, (enum lang)l, i)); i++)
			n += (size_t)snprintf(out + n, size - n, " %s/%d/%zu", template_name(t), template_segments(t),
					      template_places(t));
	}
	assert_true(n < size);
}

static void load_rules(void)
{
	static char wanted[65536], now[65536];
	struct faults faults = {0};
	struct rules r;
	bool ok;

	digest_rules(house_rules(), wanted, sizeof(wanted));
	hungry(true);
	ok = rules_load(&r, house_setup(), &faults);
	hungry(false);
	assert_true(ok == (faults.n == 0));
	tally.refused += !ok;
	faults_free(&faults);
	if (!ok)
		return;
	digest_rules(&r, now, sizeof(now));
	assert_string_equal(now, wanted);
	rules_free(&r);
}

static void rules_are_right_or_refused(void **state)
{
	(void)state;
	torture("rules", load_rules, OURS, OURS);
}

static void load_setup(void)
{
	struct faults faults = {0};
	struct setup s;
	bool ok;

	hungry(true);
	ok = setup_load(&s, "scripts/sample/fieldgate.yaml", &faults) && faults.n == 0;
	hungry(false);
	tally.refused += !ok;
	assert_true(ok == (faults.n == 0));
	if (ok) {
		assert_string_equal(s.database, house_setup()->database);
		assert_string_equal(s.flows[0], house_setup()->flows[0]);
		assert_string_equal(s.time_zone, house_setup()->time_zone);
		assert_int_equal(s.broker.port, house_setup()->broker.port);
	}
	faults_free(&faults);
}

static void a_configuration_is_right_or_refused(void **state)
{
	(void)state;
	torture("setup", load_setup, OURS, OURS);
}

/* ---- import */

static char imported[8][HOUSE_HEX];

static int import(struct gateway *g, size_t kind, bool starving)
{
	struct faults faults = {0};
	struct import_count count;
	char path[128];
	int code;

	snprintf(path, sizeof(path), "scripts/sample/%s.csv", import_kinds[kind]);
	hungry(starving);
	code = import_file(g, import_kinds[kind], path, &faults, &count);
	hungry(false);
	assert_true((code == VERB_DONE) == (faults.n == 0));
	faults_free(&faults);
	return code;
}

static void import_all(void)
{
	struct gateway g;

	assert_non_null(house_empty());
	assert_true(open_gateway(&g, house_work()));
	for (size_t i = 0; import_kinds[i]; i++) {
		if (import(&g, i, true) == VERB_DONE)
			continue;
		tally.refused++;
		is_in_state(imported[i], "import refused", house_rows);
		store_recover(g.store);
		assert_int_equal(import(&g, i, false), VERB_DONE);
	}
	gateway_close(&g);
	is_in_state(states[0], "imported", house_state);
}

static void an_import_is_whole_or_nothing(void **state)
{
	struct gateway g;

	(void)state;
	assert_non_null(house_empty());
	assert_true(open_gateway(&g, house_work()));
	for (size_t i = 0; import_kinds[i]; i++) {
		assert_true(house_state(imported[i]));
		assert_int_equal(import(&g, i, false), VERB_DONE);
	}
	gateway_close(&g);
	torture("import", import_all, OURS, SQLITE);
}

/* ---- talks */

#define TALK "tests/talks/01-plain.talk"

static void digest_talk(const struct talk *t, char *out, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++) {
		const struct step *s = &t->steps[i];

		n += (size_t)snprintf(out + n, size - n, "%d %d %s %s %s %s %s\n", (int)s->kind, s->line,
				      s->name ? s->name : "-", s->ticket ? s->ticket : "-", s->text ? s->text : "-",
				      s->flow ? s->flow : "-", s->serial ? s->serial : "-");
	}
	assert_true(n < size);
}

static char talk_wanted[65536];

static void read_talk(void)
{
	static char now[65536];
	struct faults faults = {0};
	struct talk t;
	bool ok;

	errno = 0;
	hungry(true);
	ok = talk_read(&t, TALK, &faults);
	hungry(false);
	tally.refused += !ok;
	assert_true(ok || faults.n || errno);
	if (ok) {
		digest_talk(&t, now, sizeof(now));
		assert_string_equal(now, talk_wanted);
	}
	talk_free(&t);
	faults_free(&faults);
}

static void a_talk_is_right_or_refused(void **state)
{
	struct faults faults = {0};
	struct talk t;

	(void)state;
	assert_true(talk_read(&t, TALK, &faults));
	digest_talk(&t, talk_wanted, sizeof(talk_wanted));
	talk_free(&t);
	torture("talk", read_talk, OURS, OURS);
}

/* ---- the wire */

#define WRITERS 7

static char *written(size_t i)
{
	static const struct posted mt = {.created = 1000,
					 .expires = 2000,
					 .ticket = 10008,
					 .uuid = "00000000-0000-4000-8000-000000000000",
					 .channel = "sms",
					 .number = "+8613800000001",
					 .template = "help",
					 .encoding = "ucs2",
					 .segments = 1,
					 .text = (char *)"帮助",
					 .params = (char *)"{\"list\":\"派工\"}"};
	static const struct ledger_row event = {.seq = 1, .ticket = 10008, .by = 3, .at = 1000, .code = "open"};

	switch (i) {
	case 0:
		return wire_mt(&mt);
	case 1:
		return wire_event(&event);
	case 2:
		return wire_status(true, 1000);
	case 3:
		return wire_ok("m-1", 10008);
	case 4:
		return wire_error("m-1", "what is wrong");
	case 5:
		return wire_rejected("what is wrong", "{\"id\":1}", 8);
	default:
		return wire_rejected("what is wrong", "\xff\xfe", 2);
	}
}

static char *wire_wanted[WRITERS];

static void write_wire(void)
{
	for (size_t i = 0; i < WRITERS; i++) {
		char *s;

		hungry(true);
		s = written(i);
		hungry(false);
		if (s)
			assert_string_equal(s, wire_wanted[i]);
		tally.refused += !s;
		free(s);
	}
}

static void what_goes_out_is_whole_or_does_not_go(void **state)
{
	(void)state;
	for (size_t i = 0; i < WRITERS; i++)
		assert_non_null(wire_wanted[i] = written(i));
	torture("wire", write_wire, OURS, OURS);
	torture("wire", write_wire, LIBCRYPTO, LIBCRYPTO);
	for (size_t i = 0; i < WRITERS; i++)
		free(wire_wanted[i]);
}

/* ---- */

static int a_day_with_memory(void **state)
{
	struct batch b = {0};
	struct gateway g;

	(void)state;
	if (!take_over() || !house_begin() || !house_fresh() || !open_gateway(&g, house_work()))
		return -1;
	for (size_t i = 0; i < HOUSE_BATCHES; i++) {
		assert_true(house_state(states[i]));
		assert_true(house_fill(&b, i) && house_run(&g, &b, i));
		house_said(&b, said[i]);
		batch_clear(&b);
	}
	assert_true(house_state(states[HOUSE_BATCHES]));
	gateway_close(&g);
	batch_free(&b);
	return 0;
}

static int put_away(void **state)
{
	(void)state;
	house_end();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_is_right_or_refused),
		cmocka_unit_test(rules_are_right_or_refused),
		cmocka_unit_test(a_configuration_is_right_or_refused),
		cmocka_unit_test(an_import_is_whole_or_nothing),
		cmocka_unit_test(a_talk_is_right_or_refused),
		cmocka_unit_test(what_goes_out_is_whole_or_does_not_go),
	};

	return cmocka_run_group_tests(tests, a_day_with_memory, put_away);
}
