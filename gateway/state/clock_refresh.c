#include "gateway/state/clock_refresh.h"

#include <inttypes.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/ledger/replay.h"
#include "db/store/store.h"
#include "db/store/tickets.h"
#include "db/store/tickets_found.h"
#include "gateway/base/log.h"
#include "gateway/state/gateway.h"
#include "gateway/state/stale_tickets.h"
#include "handlers/calendar/calendar.h"
#include "handlers/calendar/calendars.h"
#include "handlers/clock/clock_text.h"
#include "handlers/clock/clocks.h"
#include "handlers/clock/clocks_rebuilt.h"
#include "handlers/clock/lacking_nodes.h"
#include "templates/text/hex.h"
#include "templates/text/units.h"

/* To be raised where clocks follow by other rules of the program's own, so that those kept by an earlier one are made again. */
#define CLOCK_RULES "2"
#define STEP_TICKETS 50 /* some 10 ms, in which nothing else is taken */
#define SAMPLE_DAYS 400 /* of each calendar: further ahead nothing is due */

/* ---- what deadlines depend on ---- */

static void hash_file(EVP_MD_CTX *c, const char *path)
{
	char part[4096];
	size_t n;
	FILE *f = fopen(path, "r");

	while (f && (n = fread(part, 1, sizeof(part), f)) > 0)
		EVP_DigestUpdate(c, part, n);
	if (f)
		fclose(f);
}

static bool hash_window(void *ctx, int64_t a, int64_t b)
{
	int64_t both[2] = {a, b};

	EVP_DigestUpdate(ctx, both, sizeof(both));
	return true;
}

/* From the beginning of some thirty days on, so that it stays the same for a while. */
static void hash_calendars(EVP_MD_CTX *c, const struct gateway *g, int64_t now)
{
	int64_t from = now / (30 * DAY_MS) * (30 * DAY_MS);

	calendar_windows(calendars_for(g->rules->calendars, ""), from, from + SAMPLE_DAYS * DAY_MS, hash_window, c);
	for (size_t i = 0; i < g->roster.stations_n; i++)
		calendar_windows(calendars_for(g->rules->calendars, g->roster.stations[i].folded), from,
				 from + SAMPLE_DAYS * DAY_MS, hash_window, c);
}

static void hash_rules(const struct gateway *g, int64_t now, char out[CLOCK_REFRESH_HEX])
{
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	unsigned char hash[EVP_MAX_MD_SIZE] = {0};
	char imported[32];

	if (c && EVP_DigestInit_ex(c, EVP_sha256(), NULL)) {
		EVP_DigestUpdate(c, CLOCK_RULES, sizeof(CLOCK_RULES));
		for (size_t i = 0; i < g->setup->flows_n; i++)
			hash_file(c, g->setup->flows[i]);
		hash_calendars(c, g, now);
		if (store_get(g->store, "imported", imported, sizeof(imported)))
			EVP_DigestUpdate(c, imported, strlen(imported));
		EVP_DigestFinal_ex(c, hash, NULL);
	}
	EVP_MD_CTX_free(c);
	hex_write(hash, 32, out);
}

/* ---- whether, and how far ---- */

/* What is being done, and behind it the last ticket that was: `HASH 10008`; `HASH done` once all are. */
static bool note(const struct clock_refresh *r, struct store *s)
{
	char line[128];

	if (r->wanted)
		snprintf(line, sizeof(line), "%s %" PRId64, r->rules, r->after);
	else
		snprintf(line, sizeof(line), "%s done", r->rules);
	return store_put(s, "clocks", line);
}

bool clock_refresh_look(struct clock_refresh *r, struct gateway *g, int64_t now)
{
	char line[128], was[CLOCK_REFRESH_HEX], *end;

	if (!gateway_refresh(g)) /* a station's region, and which calendar it has, stand in the roster */
		return false;
	hash_rules(g, now, r->rules);
	if (!store_get(g->store, "clocks", line, sizeof(line)))
		return !store_failed(g->store);
	snprintf(was, sizeof(was), "%.64s", line);
	r->after = strtoll(line + strlen(was), &end, 10);
	r->wanted = end > line + strlen(was); /* a number, and not that it is done */
	if (strcmp(was, r->rules) != 0) {
		r->wanted = true;
		r->after = 0;
	}
	return true;
}

bool clock_refresh_all(struct clock_refresh *r, struct gateway *g)
{
	r->wanted = true;
	r->after = 0;
	if (!store_begin(g->store))
		return !store_failed(g->store);
	if (note(r, g->store) && store_commit(g->store))
		return true;
	store_rollback(g->store);
	return !store_failed(g->store);
}

/* ---- doing it ---- */

static bool same_clocks(const struct ticket *a, const struct ticket *b)
{
	char x[CLOCK_TEXT_BYTES], y[CLOCK_TEXT_BYTES];

	clock_text_write(a, x);
	clock_text_write(b, y);
	return strcmp(x, y) == 0;
}

static bool refresh_one(struct gateway *g, int64_t number, struct ticket *t, struct ticket *made, int64_t now)
{
	const struct clock_context h = {.calendars = g->rules->calendars, .roster = &g->roster};

	if (!tickets_load(g->store, &g->rules->flows, number, t))
		return !store_failed(g->store);
	if (!ledger_replay_clocks(g->store, &h, t, INT64_MAX, made))
		return !store_failed(g->store);
	clocks_rebuilt(&h, made, t, now);
	if (lacking_nodes(made, now) != lacking_nodes(t, now))
		stale_tickets_note(g->stale, number);
	return same_clocks(made, t) || tickets_save_clocks(g->store, made, now);
}

static bool refresh_some(struct clock_refresh *r, struct gateway *g, int64_t now)
{
	int64_t numbers[STEP_TICKETS];
	size_t n = tickets_open_after(g->store, r->after, numbers, STEP_TICKETS);
	struct ticket *both = calloc(2, sizeof(*both));
	bool ok = both && !store_failed(g->store);

	for (size_t i = 0; ok && i < n; i++)
		ok = refresh_one(g, numbers[i], &both[0], &both[1], now);
	free(both);
	if (!ok)
		return false;
	r->wanted = n == STEP_TICKETS;
	r->after = n ? numbers[n - 1] : r->after;
	return note(r, g->store);
}

bool clock_refresh_step(struct clock_refresh *r, struct gateway *g, int64_t now)
{
	struct clock_refresh before = *r;

	if (!r->wanted || !store_begin(g->store))
		return !store_failed(g->store);
	if (refresh_some(r, g, now) && store_commit(g->store))
		return true;
	store_rollback(g->store);
	*r = before;
	return !store_failed(g->store);
}
