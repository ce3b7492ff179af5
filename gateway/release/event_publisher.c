#include "gateway/release/event_publisher.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/store/ledger_rows.h"
#include "db/store/store.h"
#include "db/store/tickets.h"
#include "db/store/tickets_found.h"
#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"
#include "gateway/state/stale_tickets.h"
#include "gateway/views/field_text.h"
#include "gateway/wire/wire_out.h"
#include "handlers/model/audience.h"
#include "handlers/model/ticket.h"
#include "templates/text/array.h"

#define CHUNK 32

struct passing { /* an event on its way */
	int64_t seq;
	int left; /* answers that are still to come: to itself, and to its ticket */
};

struct publisher {
	struct gateway *g;
	struct passing *passing; /* in order of seq */
	size_t passing_n, passing_cap;
	int64_t handed, published, kept; /* event seqs: handed over, all taken up to, marked in the store */
	bool look, forbidden;
	bool republishing;   /* all open tickets: */
	int64_t republished; /* up to this number they are */
};

/* Events are said once: who was not there then reads the ledger. */
void publisher_answered(struct publisher *p, int64_t seq, enum transport_outcome outcome, const char *why)
{
	size_t i = 0, done = 0;

	while (i < p->passing_n && p->passing[i].seq != seq)
		i++;
	if (i == p->passing_n)
		return;
	if (outcome != TRANSPORT_TAKEN && outcome != TRANSPORT_NOBODY && !p->forbidden) {
		p->forbidden = true;
		log_warn("events are refused (%s); check the broker's ACL for event/# and ticket/#", why);
	}
	p->passing[i].left--;
	while (done < p->passing_n && p->passing[done].left <= 0)
		p->published = p->passing[done++].seq;
	if (!done)
		return;
	p->passing_n -= done;
	memmove(p->passing, p->passing + done, p->passing_n * sizeof(*p->passing));
}

static bool passing_add(struct publisher *p, int64_t seq, int left)
{
	struct passing *all = array_room(p->passing, p->passing_n, &p->passing_cap, sizeof(*all));

	if (!all)
		return false;
	p->passing = all;
	all[p->passing_n++] = (struct passing){.seq = seq, .left = left};
	return true;
}

static bool send_event(const struct transport *t, const struct ledger_row *e)
{
	char topic[2 * FLOW_NAME + 8];
	char *payload = wire_event(e);
	struct publish out = {.topic = topic, .payload = payload, .tag = -e->seq};
	bool ok;

	snprintf(topic, sizeof(topic), "event/%s/%s", e->flow, e->code);
	out.n = payload ? strlen(payload) : 0;
	ok = payload && transport_publish(t, &out);
	free(payload);
	return ok;
}

/* Neither words nor people: what is published is retained for all who listen. */
static bool is_told(const struct field *f)
{
	return !(f->is.kind->brings & (BRINGS_TIME | BRINGS_WORDS | BRINGS_PERSON));
}

static char *write_ticket(struct publisher *p, const struct ticket *t)
{
	const char *fields[FIELDS_MAX] = {NULL};
	struct text all = text_new(CHANGE_BYTES);
	size_t at[FIELDS_MAX] = {0};
	char *json;

	for (size_t i = 0; i < t->flow->fields_n; i++) {
		if (t->fields[i] == 0 || !is_told(&t->flow->fields[i]))
			continue;
		at[i] = all.len;
		field_text(p->g, t, i, &all);
		text_addn(&all, "", 1);
	}
	for (size_t i = 0; i < t->flow->fields_n; i++)
		if (t->fields[i] != 0 && is_told(&t->flow->fields[i]) && text_str(&all)[at[i]])
			fields[i] = text_str(&all) + at[i];
	json = wire_ticket(t, fields, clock_now());
	text_free(&all);
	return json;
}

/* Where the ticket stands now, as JSON; "" once it has ended; NULL where its flow is gone and there is nothing to
 * show. False: the store or memory failed. */
static bool ticket_now(struct publisher *p, int64_t number, char **payload)
{
	struct ticket t;

	*payload = NULL;
	if (!tickets_load(p->g->store, &p->g->rules->flows, number, &t))
		return !store_failed(p->g->store);
	*payload = ticket_ended(&t) ? strdup("") : write_ticket(p, &t);
	return *payload;
}

static bool send_ticket(const struct transport *t, int64_t number, const char *payload, int64_t tag)
{
	char topic[NUMBER_BYTES + 8];
	const struct publish out = {
		.topic = topic, .payload = payload, .n = strlen(payload), .retain = true, .tag = tag};

	snprintf(topic, sizeof(topic), "ticket/%" PRId64, number);
	return transport_publish(t, &out);
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

static bool pass_on(struct publisher *p, const struct transport *t, const struct ledger_row *e, bool ticket)
{
	char *payload = NULL;

	if (ticket && !ticket_now(p, e->ticket, &payload))
		return false;
	if (!passing_add(p, e->seq, payload ? 2 : 1)) {
		free(payload);
		return false;
	}
	if (!send_event(t, e)) {
		p->passing_n--;
		free(payload);
		return false;
	}
	p->handed = e->seq;
	if (!e->ticket)
		publisher_republish(p); /* what an administrator did may have changed what is retained of any */
	if (payload && !send_ticket(t, e->ticket, payload, -e->seq)) {
		log_warn("out of memory: the state of ticket %" PRId64 " is not published", e->ticket);
		publisher_answered(p, e->seq, TRANSPORT_TAKEN, "");
	}
	free(payload);
	return true;
}

void publisher_send(struct publisher *p, const struct transport *t)
{
	static struct ledger_row chunk[CHUNK]; /* one loop, one thread */
	size_t n, max;

	while (p->look && (max = transport_room(t) / 2)) {
		max = max < CHUNK ? max : CHUNK;
		n = ledger_after(p->g->store, p->handed, chunk, max);
		p->look = n == max;
		for (size_t i = 0; i < n; i++)
			if (!pass_on(p, t, &chunk[i], shows_ticket(chunk, i, n))) {
				p->look = true;
				return;
			}
	}
}

void publisher_republish(struct publisher *p)
{
	p->republishing = true;
	p->republished = 0;
}

static bool send_again(struct publisher *p, const struct transport *t, int64_t number)
{
	char *payload = NULL;
	bool ok = ticket_now(p, number, &payload) && (!payload || send_ticket(t, number, payload, 0));

	free(payload);
	return ok;
}

/* What the clocks changed. */
static void send_stale(struct publisher *p, const struct transport *t)
{
	struct stale_tickets *stale = p->g->stale;

	if (stale_tickets_overflowed(stale))
		publisher_republish(p);
	for (size_t room = (transport_room(t) + 3) / 4; room && stale_tickets_first(stale); room--) {
		if (!send_again(p, t, stale_tickets_first(stale)))
			return;
		stale_tickets_done(stale);
	}
}

/* One chunk at a time: the broker's answers to it bring us back, and what people wait for goes before the next. */
void publisher_send_again(struct publisher *p, const struct transport *t)
{
	int64_t numbers[CHUNK];
	size_t n, max;

	send_stale(p, t);
	max = transport_room(t) / 4;
	if (!p->republishing || !max)
		return;
	max = max < CHUNK ? max : CHUNK;
	n = tickets_open_after(p->g->store, p->republished, numbers, max);
	p->republishing = n == max || store_failed(p->g->store);
	for (size_t i = 0; i < n; i++) {
		if (!send_again(p, t, numbers[i])) {
			p->republishing = true;
			return;
		}
		p->republished = numbers[i];
	}
}

void publisher_look(struct publisher *p)
{
	p->look = true;
}

bool publisher_looks(const struct publisher *p)
{
	return p->look || p->republishing || stale_tickets_first(p->g->stale);
}

int64_t publisher_settled(const struct publisher *p)
{
	return p->published > p->kept ? p->published : 0;
}

void publisher_settled_kept(struct publisher *p)
{
	p->kept = p->published;
}

struct publisher *publisher_new(struct gateway *g)
{
	struct publisher *p;
	char value[32];

	if (!store_get(g->store, "published", value, sizeof(value)))
		return NULL;
	p = calloc(1, sizeof(*p));
	if (!p)
		return NULL;
	p->g = g;
	p->look = p->republishing = true;
	p->kept = p->published = p->handed = strtoll(value, NULL, 10);
	return p;
}

void publisher_free(struct publisher *p)
{
	if (!p)
		return;
	free(p->passing);
	free(p);
}
