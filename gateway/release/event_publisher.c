#include "gateway/release/event_publisher.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/sqlite/store.h"
#include "db/tables/ledger_rows.h"
#include "db/tables/tickets.h"
#include "db/tables/tickets_found.h"
#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"
#include "gateway/road/stale_tickets.h"
#include "gateway/wire/wire.h"

#define CHUNK 32

struct passing { /* an event on its way: itself, and its ticket */
	int64_t seq;
	int left;
};

struct publisher {
	struct gateway *g;
	struct passing *passing; /* in order of seq */
	size_t passing_n, passing_cap;
	int64_t handed, published, kept; /* event seqs: handed over, all taken up to, marked in the store */
	bool look, forbidden;
	bool retelling;
	int64_t retold; /* open tickets up to this number were said again */
};

void publisher_answered(struct publisher *h, int64_t seq, int reason)
{
	size_t i = 0, done = 0;

	while (i < h->passing_n && h->passing[i].seq != seq)
		i++;
	if (i == h->passing_n)
		return;
	if (reason >= 0x80 && !h->forbidden) {
		h->forbidden = true;
		log_warn("the broker refuses events (reason 0x%02x); check its ACL for event/# and ticket/#",
			 (unsigned)reason);
	}
	h->passing[i].left--;
	while (done < h->passing_n && h->passing[done].left <= 0)
		h->published = h->passing[done++].seq;
	if (!done)
		return;
	h->passing_n -= done;
	memmove(h->passing, h->passing + done, h->passing_n * sizeof(*h->passing));
}

static bool passing_add(struct publisher *h, int64_t seq, int left)
{
	size_t cap = h->passing_cap ? h->passing_cap * 2 : 64;
	struct passing *all;

	if (h->passing_n == h->passing_cap) {
		all = realloc(h->passing, cap * sizeof(*all));
		if (!all)
			return false;
		h->passing = all;
		h->passing_cap = cap;
	}
	h->passing[h->passing_n++] = (struct passing){.seq = seq, .left = left};
	return true;
}

static bool send_event(struct broker *b, const struct ledger_row *e)
{
	char topic[2 * FLOW_NAME + 8];
	char *payload = wire_event(e);
	struct publish p = {.topic = topic, .payload = payload, .tag = -e->seq};
	bool ok;

	snprintf(topic, sizeof(topic), "event/%s/%s", e->flow, e->code);
	p.n = payload ? strlen(payload) : 0;
	ok = payload && broker_publish(b, &p);
	free(payload);
	return ok;
}

/* Where the ticket stands now, as JSON; "" once it has ended; NULL where its flow is gone and there is nothing to show. */
static bool ticket_now(struct publisher *h, int64_t number, char **payload)
{
	struct ticket t;

	*payload = NULL;
	if (!tickets_load(h->g->store, &h->g->rules->flows, number, &t))
		return !store_failed(h->g->store);
	*payload = t.state >= 0 && t.flow->states[t.state].ends ? strdup("") : wire_ticket(&t, clock_now());
	return *payload;
}

static bool send_ticket(struct broker *b, int64_t number, const char *payload, int64_t tag)
{
	char topic[NUMBER_BYTES + 8];
	const struct publish p = {.topic = topic, .payload = payload, .n = strlen(payload), .retain = true, .tag = tag};

	snprintf(topic, sizeof(topic), "ticket/%" PRId64, number);
	return broker_publish(b, &p);
}

/* Several events of one ticket in a chunk need its state only once, behind the last. */
static bool shows_ticket(const struct ledger_row *chunk, size_t i, size_t n)
{
	if (!chunk[i].ticket)
		return false;
	for (size_t j = i + 1; j < n; j++)
		if (chunk[j].ticket == chunk[i].ticket)
			return false;
	return true;
}

static bool pass_on(struct publisher *h, struct broker *b, const struct ledger_row *e, bool ticket)
{
	char *payload = NULL;

	if (ticket && !ticket_now(h, e->ticket, &payload))
		return false;
	if (!passing_add(h, e->seq, payload ? 2 : 1)) {
		free(payload);
		return false;
	}
	if (!send_event(b, e)) {
		h->passing_n--;
		free(payload);
		return false;
	}
	h->handed = e->seq;
	if (payload && !send_ticket(b, e->ticket, payload, -e->seq)) {
		log_warn("out of memory: the state of ticket %" PRId64 " is not published", e->ticket);
		publisher_answered(h, e->seq, 0);
	}
	free(payload);
	return true;
}

void publisher_send(struct publisher *h, struct broker *b)
{
	static struct ledger_row chunk[CHUNK]; /* one loop, one thread */
	size_t n, max;

	while (h->look && (max = broker_room(b) / 2)) {
		max = max < CHUNK ? max : CHUNK;
		n = ledger_after(h->g->store, h->handed, chunk, max);
		h->look = n == max;
		for (size_t i = 0; i < n; i++)
			if (!pass_on(h, b, &chunk[i], shows_ticket(chunk, i, n))) {
				h->look = true;
				return;
			}
	}
}

void publisher_retell(struct publisher *h)
{
	h->retelling = true;
	h->retold = 0;
}

static bool send_again(struct publisher *h, struct broker *b, int64_t number)
{
	char *payload = NULL;
	bool ok = ticket_now(h, number, &payload) && (!payload || send_ticket(b, number, payload, 0));

	free(payload);
	return ok;
}

/* What the clocks changed. */
static void restate(struct publisher *h, struct broker *b)
{
	struct stale_tickets *r = h->g->stale;

	if (stale_tickets_overflowed(r))
		publisher_retell(h);
	for (size_t room = (broker_room(b) + 3) / 4; room && stale_tickets_first(r); room--) {
		if (!send_again(h, b, stale_tickets_first(r)))
			return;
		stale_tickets_done(r);
	}
}

/* One chunk a time: the broker's answers to it bring us back, and what people wait for goes before the next. */
void publisher_send_again(struct publisher *h, struct broker *b)
{
	int64_t numbers[CHUNK];
	size_t n, max;

	restate(h, b);
	max = broker_room(b) / 4;
	if (!h->retelling || !max)
		return;
	max = max < CHUNK ? max : CHUNK;
	n = tickets_open_after(h->g->store, h->retold, numbers, max);
	h->retelling = n == max || store_failed(h->g->store);
	for (size_t i = 0; i < n; i++) {
		if (!send_again(h, b, numbers[i])) {
			h->retelling = true;
			return;
		}
		h->retold = numbers[i];
	}
}

void publisher_look(struct publisher *h)
{
	h->look = true;
}

bool publisher_looks(const struct publisher *h)
{
	return h->look || h->retelling || stale_tickets_first(h->g->stale);
}

int64_t publisher_settled(const struct publisher *h)
{
	return h->published > h->kept ? h->published : 0;
}

void publisher_settled_kept(struct publisher *h)
{
	h->kept = h->published;
}

struct publisher *publisher_new(struct gateway *g)
{
	struct publisher *h;
	char value[32];

	if (!store_get(g->store, "published", value, sizeof(value)))
		return NULL;
	h = calloc(1, sizeof(*h));
	if (!h)
		return NULL;
	h->g = g;
	h->look = h->retelling = true;
	h->kept = h->published = h->handed = strtoll(value, NULL, 10);
	return h;
}

void publisher_free(struct publisher *h)
{
	if (!h)
		return;
	free(h->passing);
	free(h);
}
