#include "tests/year/play.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/ledger/audit.h"
#include "db/ledger/replay.h"
#include "db/sqlite/sql.h"
#include "db/store/backup.h"
#include "db/store/store.h"
#include "db/store/tickets.h"
#include "db/store/tickets_due.h"
#include "gateway/base/wall_clock.h"
#include "gateway/command/verb.h"
#include "gateway/config/rulebook_load.h"
#include "gateway/config/setup.h"
#include "gateway/import/import.h"
#include "gateway/road/batch.h"
#include "gateway/wire/wire_out.h"
#include "handlers/answer/rulebook.h"
#include "handlers/clock/clock_context.h"
#include "handlers/clock/clock_take.h"
#include "handlers/clock/clock_text.h"
#include "handlers/clock/clocks_rebuilt.h"
#include "tests/year/lives.h"
#include "tests/year/reckon.h"

struct play {
	struct setup setup;
	struct rulebook *rules;
	struct gateway g;
	struct batch batch;
	bool ruled, opened;
	int64_t now;
	sqlite3_stmt *child; /* of a ticket: by itself opened */
	struct ticket *kept, *made;
};

/* ---- what is taken, overheard ---- */

static struct {
	struct taken *all;
	size_t n, cap;
	bool full;
} heard;

size_t __real_clocks_take(const struct clock_context *h, struct ticket *t, int64_t now, struct due_step *out);
size_t __wrap_clocks_take(const struct clock_context *h, struct ticket *t, int64_t now, struct due_step *out);

/* -1: of a process that is not played. */
static int first_timer(const char *flow)
{
	for (int p = 0; p < PROCESSES; p++)
		if (strcmp(flow, process_names[p]) == 0)
			return (int)timers_first[p];
	return -1;
}

static void hear(const struct ticket *t, int64_t now, const struct due_step *s)
{
	if (heard.n == heard.cap) {
		size_t cap = heard.cap ? 2 * heard.cap : 4096;
		struct taken *all = realloc(heard.all, cap * sizeof(*all));

		if (!all) {
			heard.full = true;
			return;
		}
		heard.all = all;
		heard.cap = cap;
	}
	heard.all[heard.n++] = (struct taken){.ticket = t->number,
					      .at = now,
					      .due = s->due,
					      .timer = first_timer(t->flow->name) + (int)(s->clock - t->flow->clocks),
					      .step = (int)(s->step - s->clock->steps),
					      .urgent = s->step->urgent,
					      .repeats = s->step->when == STEP_EVERY};
}

/* In the place of the gateway's own, by the linker. */
size_t __wrap_clocks_take(const struct clock_context *h, struct ticket *t, int64_t now, struct due_step *out)
{
	size_t n = __real_clocks_take(h, t, now, out);

	for (size_t i = 0; i < n; i++)
		hear(t, now, &out[i]);
	return n;
}

static int by_ticket(const void *a, const void *b)
{
	const struct taken *x = a, *y = b;

	if (x->ticket != y->ticket)
		return x->ticket < y->ticket ? -1 : 1;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->timer != y->timer ? x->timer - y->timer : x->step - y->step;
}

const struct taken *play_taken(struct play *p, size_t *n)
{
	(void)p;
	if (heard.n)
		qsort(heard.all, heard.n, sizeof(*heard.all), by_ticket);
	*n = heard.n;
	return heard.all;
}

/* ---- opening ---- */

static bool read_rules(struct play *p, const char *config, struct faults *f)
{
	p->ruled = setup_load(&p->setup, config, f) && f->n == 0 && (p->rules = rulebook_load(&p->setup, f)) != NULL;
	return p->ruled;
}

static bool import_all(struct play *p, const char *dir, struct faults *f)
{
	static const char *const kinds[] = {"stations", "people", "customers", "machines"};
	struct import_count n;
	char path[600];

	for (size_t i = 0; i < 4; i++) {
		snprintf(path, sizeof(path), "%s/%s.csv", dir, kinds[i]);
		if (import_file(&p->g, kinds[i], path, f, &n) != VERB_DONE)
			return false;
	}
	return true;
}

/* Until a database in memory has more pages than there are before SQLite's lock page, at 1 GiB, each commit looks through all of
 * the cache for pages behind the end. So it begins with as many free ones. */
static bool make_room(struct play *p)
{
	return sqlite3_exec(
		       p->g.store->db,
		       "CREATE TABLE room (x); WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n "
		       "< 11) INSERT INTO room SELECT zeroblob(100000000) FROM i; DROP TABLE room",
		       NULL, NULL, NULL) == SQLITE_OK;
}

static bool open_all(struct play *p, const char *dir, struct faults *f)
{
	char config[600], why[512] = "";

	snprintf(config, sizeof(config), "%s/year.yaml", dir);
	if (!read_rules(p, config, f))
		return false;
	p->opened = gateway_open(&p->g, &p->setup, p->rules, ":memory:", why, sizeof(why));
	if (!p->opened)
		fprintf(stderr, "%s\n", why);
	return p->opened && import_all(p, dir, f) &&
	       sqlite3_prepare_v2(p->g.store->db,
				  "SELECT ticket FROM origin WHERE flow = 'survey' AND key >= ?1 AND key < ?2", -1,
				  &p->child, NULL) == SQLITE_OK;
}

struct play *play_open(const char *dir, bool large)
{
	struct play *p = calloc(1, sizeof(*p));
	struct faults f = {0};

	heard.n = 0;
	if (p) {
		p->kept = calloc(1, sizeof(*p->kept));
		p->made = calloc(1, sizeof(*p->made));
	}
	if (p && p->kept && p->made && open_all(p, dir, &f) && (!large || make_room(p))) {
		faults_free(&f);
		return p;
	}
	faults_print(&f, stderr);
	faults_free(&f);
	play_close(p);
	return NULL;
}

void play_close(struct play *p)
{
	if (!p)
		return;
	batch_free(&p->batch);
	sqlite3_finalize(p->child);
	if (p->opened)
		gateway_close(&p->g);
	if (p->ruled)
		rulebook_release(p->rules);
	free(p->kept);
	free(p->made);
	free(p);
	free(heard.all);
	memset(&heard, 0, sizeof(heard));
}

sqlite3 *play_database(struct play *p)
{
	return p->g.store->db;
}

/* ---- playing ---- */

struct cue { /* one act of all, in the order of the year */
	int64_t came;
	uint32_t story, act;
};

static int by_time(const void *a, const void *b)
{
	const struct cue *x = a, *y = b;

	if (x->came != y->came)
		return x->came < y->came ? -1 : 1;
	if (x->story != y->story)
		return x->story < y->story ? -1 : 1;
	return x->act < y->act ? -1 : 1;
}

static struct cue *sort_cues(const struct story *stories, size_t n, size_t *total)
{
	struct cue *cues;
	size_t k = 0;

	*total = 0;
	for (size_t i = 0; i < n; i++)
		*total += stories[i].n;
	cues = calloc(*total, sizeof(*cues));
	for (size_t i = 0; cues && i < n; i++)
		for (size_t a = 0; a < stories[i].n; a++)
			cues[k++] = (struct cue){stories[i].acts[a].came, (uint32_t)i, (uint32_t)a};
	if (cues && k)
		qsort(cues, k, sizeof(*cues), by_time);
	return cues;
}

static bool run(struct play *p, enum input_kind kind, char *payload, int64_t came, struct played *out)
{
	struct input *in;

	batch_clear(&p->batch);
	in = batch_add(&p->batch);
	if (!in)
		return false;
	in->kind = kind;
	in->payload = payload;
	in->length = payload ? strlen(payload) : 0;
	in->came = came;
	text_copy(in->channel, sizeof(in->channel), "sms");
	if ((kind != IN_DUE && !payload) || !batch_run(&p->g, &p->batch, NULL, came)) {
		fprintf(stderr, "the store failed: %s\n", store_why(p->g.store));
		return false;
	}
	out->texts += in->texts;
	return true;
}

/* The clocks' turns, each when it is due. */
static bool pass_time(struct play *p, int64_t until, struct played *out)
{
	int64_t began = clock_steady_us(), next;

	while ((next = tickets_next_due(p->g.store)) != 0 && next <= until) {
		p->now = next > p->now ? next : p->now;
		if (!run(p, IN_DUE, NULL, p->now, out))
			return false;
		out->turns++;
	}
	p->now = until;
	out->turns_us += clock_steady_us() - began;
	return !store_failed(p->g.store);
}

static char *payload_of(const struct story *s, const struct act *a, size_t count)
{
	char id[32], from[24], text[256], serial[16] = "-";

	snprintf(id, sizeof(id), "year-%zu", count);
	if (a->kind == OPENED && s->process != COMPLAINT) {
		if (s->machine >= 0)
			machine_serial(s->machine, serial);
		return wire_open(id, process_names[s->process], s->machine >= 0 ? serial : "", s->down,
				 faults_said[s->fault].words);
	}
	life_sender(s, a, from);
	life_text(s, a, text, sizeof(text));
	return wire_mo(id, from, text, a->sent);
}

static bool note_outcome(struct story *s, struct act *a, const struct input *in)
{
	static const char *const fine[] = {"opened", "done", "answered", "refused"};

	if (a->kind == OPENED)
		s->number = in->ticket;
	a->refused = strcmp(in->outcome, "refused") == 0;
	for (size_t i = 0; i < 4; i++)
		if (strcmp(in->outcome, fine[i]) == 0)
			return true;
	fprintf(stderr, "%s was %s: %s\n", in->payload, in->outcome, in->answer ? in->answer : "");
	return false;
}

/* What a repair has opened by itself by now: one ticket. */
static bool find_child(struct play *p, const struct story *stories, struct story *s)
{
	char from[64], until[64];
	int found = 0;

	s->parent = stories[s->opener].number;
	snprintf(from, sizeof(from), "of %" PRId64 " ", s->parent);
	snprintf(until, sizeof(until), "of %" PRId64 "!", s->parent);
	sqlite3_bind_text(p->child, 1, from, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(p->child, 2, until, -1, SQLITE_TRANSIENT);
	for (; sqlite3_step(p->child) == SQLITE_ROW; found++)
		s->number = sqlite3_column_int64(p->child, 0);
	sqlite3_reset(p->child);
	if (found != 1)
		fprintf(stderr, "ticket %" PRId64 " has opened %d surveys\n", s->parent, found);
	return found == 1;
}

static bool play_act(struct play *p, const struct story *stories, struct story *s, struct act *a, struct played *out)
{
	int64_t began;
	bool ok;

	if (!pass_time(p, a->came, out))
		return false;
	if (a->kind == OPENED && s->process == SURVEY)
		return find_child(p, stories, s);
	began = clock_steady_us();
	ok = run(p, a->kind == OPENED && s->process != COMPLAINT ? IN_OPEN : IN_MO, payload_of(s, a, out->inputs),
		 a->came, out) &&
	     note_outcome(s, a, &p->batch.all[0]);
	out->inputs++;
	out->inputs_us += clock_steady_us() - began;
	return ok;
}

bool play_run(struct play *p, struct story *stories, size_t n, int64_t until, struct played *out)
{
	size_t total;
	struct cue *cues = sort_cues(stories, n, &total);
	bool ok = cues != NULL;

	*out = (struct played){0};
	for (size_t i = 0; ok && i < total && cues[i].came <= until; i++) {
		struct story *s = &stories[cues[i].story];

		ok = play_act(p, stories, s, &s->acts[cues[i].act], out);
	}
	free(cues);
	ok = ok && pass_time(p, until, out) && !heard.full;
	out->steps = heard.n;
	return ok;
}

/* ---- afterwards ---- */

bool play_again(struct play *p, int64_t ticket, int64_t now)
{
	const struct clock_context h = {.calendars = p->rules->calendars, .roster = &p->g.roster};
	char kept[CLOCK_TEXT_BYTES], made[CLOCK_TEXT_BYTES];

	if (!tickets_load(p->g.store, &p->rules->flows, ticket, p->kept) ||
	    !ledger_replay_clocks(p->g.store, &h, p->kept, INT64_MAX, p->made))
		return false;
	clocks_rebuilt(&h, p->made, p->kept, now);
	clock_text_write(p->kept, kept);
	clock_text_write(p->made, made);
	if (strcmp(kept, made) == 0)
		return true;
	printf("ticket %" PRId64 ", clocks made again from the ledger\n  kept: %s\n  made: %s\n", ticket, kept, made);
	return false;
}

bool play_audit(struct play *p, char *why, size_t size)
{
	return ledger_audit(p->g.store, &p->rules->flows, NULL, why, size);
}

bool play_backup(struct play *p, const char *file)
{
	char why[512];
	bool ok = store_backup(p->g.store, file, why, sizeof(why));

	if (!ok)
		fprintf(stderr, "%s\n", why);
	return ok;
}
