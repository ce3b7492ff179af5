#include "gateway/release.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/ledger.h"
#include "db/mail.h"
#include "db/tickets.h"
#include "gateway/clock.h"
#include "gateway/log.h"
#include "gateway/wire.h"

#define CHUNK 64
#define EVENTS_CHUNK 32
#define NOTES_MAX 65536
#define SETTLE_MS 50
#define SETTLE_ROWS 256
#define RETRY_MS 1000 /* the contract allows 2 s */

struct note { /* a reply or a rejection */
	struct note *next;
	char *topic;
	bool whole;
	char *payload;
	void *correlation;
	size_t correlation_n;
};

struct lane { /* one channel */
	char name[CHANNEL_BYTES];
	bool blocked, trying;
	int64_t oldest;   /* of the rows that wait, when blocked */
	int64_t retry_at; /* steady ms */
};

struct row { /* an outbox row that is not to be handed over (again); id 0: a free place */
	int64_t id;
	uint32_t lane;
	bool settled; /* answered, and waits for the commit that marks it */
};

struct passing { /* an event on its way: itself, and its ticket */
	int64_t seq;
	int left;
};

struct ids {
	int64_t *all;
	size_t n, cap;
};

struct release {
	struct gateway *g;
	struct note *notes, **notes_end;
	size_t notes_n;
	struct lane *lanes;
	size_t lanes_n;
	struct row *rows; /* open hash by id, `rows_size` a power of two, never more than half full */
	size_t rows_size, rows_n, unanswered;
	int64_t after; /* rows up to here are handed over, or wait in a blocked lane */
	bool look_mail, look_events;
	struct ids sent, expired;
	struct passing *passing; /* in order of seq */
	size_t passing_n, passing_cap;
	int64_t handed, published, kept; /* event seqs: handed over, all taken up to, marked in the store */
	int64_t settle_at;               /* steady ms; 0: nothing to settle */
	bool events_forbidden;
};

/* ---- rows ---- */

static size_t place_of(const struct release *r, int64_t id)
{
	uint64_t h = (uint64_t)id * 0x9e3779b97f4a7c15u;
	size_t i = (size_t)(h >> 20) & (r->rows_size - 1);

	while (r->rows[i].id && r->rows[i].id != id)
		i = (i + 1) & (r->rows_size - 1);
	return i;
}

static struct row *row_find(struct release *r, int64_t id)
{
	struct row *row = &r->rows[place_of(r, id)];

	return row->id ? row : NULL;
}

static bool rows_grow(struct release *r)
{
	struct row *old = r->rows;
	size_t size = r->rows_size;

	r->rows = calloc(size ? size * 2 : 1024, sizeof(*r->rows));
	if (!r->rows) {
		r->rows = old;
		return false;
	}
	r->rows_size = size ? size * 2 : 1024;
	for (size_t i = 0; i < size; i++)
		if (old[i].id)
			r->rows[place_of(r, old[i].id)] = old[i];
	free(old);
	return true;
}

static bool row_add(struct release *r, int64_t id, uint32_t lane, bool settled)
{
	if ((r->rows_n + 1) * 2 > r->rows_size && !rows_grow(r))
		return false;
	r->rows[place_of(r, id)] = (struct row){ .id = id, .lane = lane, .settled = settled };
	r->rows_n++;
	r->unanswered += !settled;
	return true;
}

/* Those behind it that had to step aside for it move up. */
static void row_remove(struct release *r, int64_t id)
{
	size_t i = place_of(r, id);
	struct row moved;

	if (!r->rows[i].id)
		return;
	r->unanswered -= !r->rows[i].settled;
	r->rows[i].id = 0;
	r->rows_n--;
	for (size_t j = (i + 1) & (r->rows_size - 1); r->rows[j].id; j = (j + 1) & (r->rows_size - 1)) {
		moved = r->rows[j];
		r->rows[j].id = 0;
		r->rows[place_of(r, moved.id)] = moved;
	}
}

static bool ids_add(struct ids *list, int64_t id)
{
	int64_t *all;

	if (list->n == list->cap) {
		all = realloc(list->all, (list->cap ? list->cap * 2 : SETTLE_ROWS) * sizeof(*all));
		if (!all)
			return false;
		list->all = all;
		list->cap = list->cap ? list->cap * 2 : SETTLE_ROWS;
	}
	list->all[list->n++] = id;
	return true;
}

/* ---- lanes ---- */

static bool lane_of(struct release *r, const char *channel, uint32_t *lane)
{
	struct lane *all;

	for (*lane = 0; *lane < r->lanes_n; ++*lane)
		if (strcmp(r->lanes[*lane].name, channel) == 0)
			return true;
	all = realloc(r->lanes, (r->lanes_n + 1) * sizeof(*all));
	if (!all)
		return false;
	r->lanes = all;
	r->lanes[r->lanes_n++] = (struct lane){ 0 };
	snprintf(r->lanes[*lane].name, sizeof(r->lanes[*lane].name), "%s", channel);
	return true;
}

static void read_again_from(struct release *r, int64_t id)
{
	if (r->after > id - 1)
		r->after = id - 1;
	r->look_mail = true;
}

static void block(struct lane *l, int64_t row, int reason)
{
	if (!l->blocked) {
		l->blocked = true;
		l->oldest = row;
		log_warn("nobody takes MTs on mt/%s (%s); they wait, the oldest is tried again every second", l->name,
			 reason == 0x10 ? "no subscriber" : reason == 0x87 ? "the broker's ACL forbids it" : "refused");
	}
	if (row <= l->oldest) {
		l->oldest = row;
		l->trying = false;
	}
	l->retry_at = clock_steady() + RETRY_MS;
}

static void unblock(struct release *r, struct lane *l)
{
	l->blocked = false;
	l->trying = false;
	read_again_from(r, l->oldest);
}

/* ---- what was answered ---- */

static void settle_soon(struct release *r)
{
	if (!r->settle_at)
		r->settle_at = clock_steady() + SETTLE_MS;
}

static void row_answered(struct release *r, int64_t id, int reason)
{
	struct row *row = row_find(r, id);
	struct lane *l;

	if (!row || row->settled)
		return;
	l = &r->lanes[row->lane];
	if (reason == 0 && ids_add(&r->sent, id)) {
		row->settled = true;
		r->unanswered--;
		settle_soon(r);
		if (l->blocked) {
			log_info("MTs on mt/%s are taken again", l->name);
			unblock(r, l);
		}
		return;
	}
	row_remove(r, id);
	if (reason > 0) {
		block(l, id, reason);
	} else {
		l->trying = false;
		read_again_from(r, id);
	}
}

static void event_answered(struct release *r, int64_t seq, int reason)
{
	size_t i = 0, done = 0;

	while (i < r->passing_n && r->passing[i].seq != seq)
		i++;
	if (i == r->passing_n)
		return;
	if (reason < 0) { /* lost on its way: from here on again */
		r->passing_n = i;
		r->handed = seq - 1;
		r->look_events = true;
		return;
	}
	if (reason >= 0x80 && !r->events_forbidden) {
		r->events_forbidden = true;
		log_warn("the broker refuses events (reason 0x%02x); check its ACL for event/# and ticket/#", (unsigned)reason);
	}
	r->passing[i].left--;
	while (done < r->passing_n && r->passing[done].left <= 0)
		r->published = r->passing[done++].seq;
	if (!done)
		return;
	r->passing_n -= done;
	memmove(r->passing, r->passing + done, r->passing_n * sizeof(*r->passing));
	settle_soon(r);
}

/* Rows are tagged by their ids, events by theirs made negative. */
void release_answered(struct release *r, int64_t tag, int reason)
{
	if (tag > 0)
		row_answered(r, tag, reason);
	else
		event_answered(r, -tag, reason);
}

struct settled release_settled(const struct release *r)
{
	return (struct settled){
		.sent = r->sent.all,
		.sent_n = r->sent.n,
		.expired = r->expired.all,
		.expired_n = r->expired.n,
		.published = r->published > r->kept ? r->published : 0,
	};
}

bool release_settled_any(const struct settled *s)
{
	return s->sent_n || s->expired_n || s->published;
}

void release_settled_kept(struct release *r)
{
	for (size_t i = 0; i < r->sent.n; i++)
		row_remove(r, r->sent.all[i]);
	for (size_t i = 0; i < r->expired.n; i++)
		row_remove(r, r->expired.all[i]);
	r->sent.n = r->expired.n = 0;
	r->kept = r->published;
	r->settle_at = 0;
}

bool release_settled_due(const struct release *r)
{
	return r->settle_at && (r->sent.n + r->expired.n >= SETTLE_ROWS || clock_steady() >= r->settle_at);
}

/* ---- replies and rejections ---- */

static void note_free(struct note *n)
{
	free(n->topic);
	free(n->payload);
	free(n->correlation);
	free(n);
}

static void note_drop_first(struct release *r)
{
	struct note *n = r->notes;

	r->notes = n->next;
	if (!r->notes)
		r->notes_end = &r->notes;
	r->notes_n--;
	note_free(n);
}

/* Takes over topic, payload and correlation. Best effort: whoever misses a reply sends again. */
static void note_add(struct release *r, const struct note *from)
{
	struct note *n = malloc(sizeof(*n));

	if (n)
		*n = *from;
	if (!n || !from->topic || !from->payload) {
		free(n);
		free(from->topic);
		free(from->payload);
		free(from->correlation);
		log_warn("a reply is lost: out of memory");
		return;
	}
	n->next = NULL;
	*r->notes_end = n;
	r->notes_end = &n->next;
	if (++r->notes_n > NOTES_MAX) {
		note_drop_first(r);
		log_warn("more than %d replies wait for the broker; the oldest is dropped", NOTES_MAX);
	}
}

static char *rejected_topic(const struct input *in)
{
	char *topic;

	return asprintf(&topic, "rejected/%s", in->kind == IN_OPEN ? "open" : in->channel) < 0 ? NULL : topic;
}

void release_batch(struct release *r, struct batch *b)
{
	for (size_t i = 0; i < b->n; i++) {
		struct input *in = &b->all[i];

		if (in->rejected) {
			note_add(r, &(struct note){ .topic = rejected_topic(in), .payload = in->rejected });
			in->rejected = NULL;
		}
		if (in->reply && in->reply_to) {
			note_add(r, &(struct note){ .topic = in->reply_to,
						    .whole = true,
						    .payload = in->reply,
						    .correlation = in->correlation,
						    .correlation_n = in->correlation_n });
			in->reply_to = in->reply = NULL;
			in->correlation = NULL;
			in->correlation_n = 0;
		}
	}
}

void release_reject(struct release *r, const char *topic, const char *reason, const void *payload, size_t n)
{
	note_add(r, &(struct note){ .topic = strdup(topic), .payload = wire_rejected(reason, payload, n) });
}

static void send_notes(struct release *r, struct broker *b)
{
	while (r->notes) {
		const struct note *n = r->notes;
		const struct publish p = { .topic = n->topic,
					   .whole = n->whole,
					   .payload = n->payload,
					   .n = strlen(n->payload),
					   .correlation = n->correlation,
					   .correlation_n = n->correlation_n };

		if (!broker_publish(b, &p))
			return;
		note_drop_first(r);
	}
}

/* ---- MTs ---- */

/* The row is noted first: the broker's answer may come while it is handed over. */
static bool send_row(struct release *r, struct broker *b, const struct posted *p, uint32_t lane, int64_t now)
{
	char topic[CHANNEL_BYTES + 4];
	char *payload = wire_mt(p);
	struct publish out = { .topic = topic, .payload = payload, .tag = p->id };
	bool ok;

	snprintf(topic, sizeof(topic), "mt/%s", p->channel);
	if (!payload || !row_add(r, p->id, lane, false)) {
		free(payload);
		return false;
	}
	out.n = strlen(payload);
	out.expires_s = p->expires ? (p->expires - now + 999) / 1000 : 0;
	ok = broker_publish(b, &out);
	if (!ok)
		row_remove(r, p->id);
	free(payload);
	return ok;
}

static bool expire(struct release *r, const struct posted *p, uint32_t lane, int64_t now)
{
	if (!p->expires || p->expires > now || !row_add(r, p->id, lane, true))
		return false;
	if (!ids_add(&r->expired, p->id)) {
		row_remove(r, p->id);
		return false;
	}
	log_warn("MT %s on mt/%s has expired unsent", p->uuid, p->channel);
	settle_soon(r);
	return true;
}

/* False: no room, or no memory; not this row nor any behind it. */
static bool hand_over(struct release *r, struct broker *b, const struct posted *p, int64_t now)
{
	uint32_t lane;

	if (row_find(r, p->id))
		return true;
	if (!lane_of(r, p->channel, &lane))
		return false;
	if (r->lanes[lane].blocked) {
		if (r->lanes[lane].oldest > p->id)
			r->lanes[lane].oldest = p->id;
		return true;
	}
	return expire(r, p, lane, now) || send_row(r, b, p, lane, now);
}

static void send_mail(struct release *r, struct broker *b, size_t room)
{
	struct posted chunk[CHUNK];
	int64_t now = clock_now();
	size_t n, max;

	while (r->look_mail && room && broker_room(b)) {
		bool ok = true;

		max = room < CHUNK ? room : CHUNK;
		n = mail_ready(r->g->store, r->after, chunk, max);
		r->look_mail = n == max;
		for (size_t i = 0; i < n; i++) {
			size_t before = r->unanswered;
			int64_t id = chunk[i].id;

			ok = ok && hand_over(r, b, &chunk[i], now);
			if (ok && r->after < id)
				r->after = id;
			room -= r->unanswered > before;
			posted_free(&chunk[i]);
		}
		if (!ok) {
			r->look_mail = true;
			return;
		}
	}
}

/* The oldest that still waits in a lane: expired ones pass away, and with none left the lane is free. */
static void try_lane(struct release *r, struct broker *b, uint32_t lane, int64_t now)
{
	struct posted chunk[CHUNK];
	struct lane *l = &r->lanes[lane];
	int64_t after = l->oldest - 1;
	size_t n;
	bool done = false;

	do {
		n = mail_ready(r->g->store, after, chunk, after == l->oldest - 1 ? 1 : CHUNK);
		for (size_t i = 0; i < n; i++) {
			after = chunk[i].id;
			if (!done && strcmp(chunk[i].channel, l->name) == 0 && !row_find(r, after) &&
			    !expire(r, &chunk[i], lane, now)) {
				done = true;
				l->oldest = after;
				l->trying = send_row(r, b, &chunk[i], lane, now);
			}
			posted_free(&chunk[i]);
		}
	} while (n && !done);
	if (!done && !store_failed(r->g->store))
		unblock(r, l);
}

static void try_lanes(struct release *r, struct broker *b)
{
	for (uint32_t i = 0; i < r->lanes_n; i++) {
		const struct lane *l = &r->lanes[i];

		if (l->blocked && !l->trying && clock_steady() >= l->retry_at && broker_room(b))
			try_lane(r, b, i, clock_now());
	}
}

/* ---- events ---- */

static bool passing_add(struct release *r, int64_t seq, int left)
{
	struct passing *all;

	if (r->passing_n == r->passing_cap) {
		all = realloc(r->passing, (r->passing_cap ? r->passing_cap * 2 : 64) * sizeof(*all));
		if (!all)
			return false;
		r->passing = all;
		r->passing_cap = r->passing_cap ? r->passing_cap * 2 : 64;
	}
	r->passing[r->passing_n++] = (struct passing){ .seq = seq, .left = left };
	return true;
}

static bool send_event(struct broker *b, const struct ledger_row *e)
{
	char topic[2 * FLOW_NAME + 8];
	char *payload = wire_event(e);
	struct publish p = { .topic = topic, .payload = payload, .tag = -e->seq };
	bool ok;

	snprintf(topic, sizeof(topic), "event/%s/%s", e->flow, e->code);
	p.n = payload ? strlen(payload) : 0;
	ok = payload && broker_publish(b, &p);
	free(payload);
	return ok;
}

/* Where the ticket stands now, as JSON; "" once it has ended; NULL where its flow is gone and there is nothing to show. */
static bool ticket_now(struct release *r, int64_t number, char **payload)
{
	struct ticket t;

	*payload = NULL;
	if (!tickets_load(r->g->store, &r->g->rules->flows, number, &t))
		return !store_failed(r->g->store);
	*payload = t.state >= 0 && t.flow->states[t.state].ends ? strdup("") : wire_ticket(&t);
	return *payload;
}

static bool send_ticket(struct broker *b, const struct ledger_row *e, const char *payload)
{
	char topic[NUMBER_BYTES + 8];
	const struct publish p = { .topic = topic, .payload = payload, .n = strlen(payload), .retain = true, .tag = -e->seq };

	snprintf(topic, sizeof(topic), "ticket/%" PRId64, e->ticket);
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

static bool pass_on(struct release *r, struct broker *b, const struct ledger_row *e, bool ticket)
{
	char *payload = NULL;

	if (ticket && !ticket_now(r, e->ticket, &payload))
		return false;
	if (!passing_add(r, e->seq, payload ? 2 : 1)) {
		free(payload);
		return false;
	}
	if (!send_event(b, e)) {
		r->passing_n--;
		free(payload);
		return false;
	}
	r->handed = e->seq;
	if (payload && !send_ticket(b, e, payload)) {
		log_warn("out of memory: the state of ticket %" PRId64 " is not published", e->ticket);
		event_answered(r, e->seq, 0);
	}
	free(payload);
	return true;
}

static void send_events(struct release *r, struct broker *b)
{
	static struct ledger_row chunk[EVENTS_CHUNK]; /* one loop, one thread */
	size_t n, max;

	while (r->look_events && (max = broker_room(b) / 2)) {
		max = max < EVENTS_CHUNK ? max : EVENTS_CHUNK;
		n = ledger_after(r->g->store, r->handed, chunk, max);
		r->look_events = n == max;
		for (size_t i = 0; i < n; i++)
			if (!pass_on(r, b, &chunk[i], shows_ticket(chunk, i, n))) {
				r->look_events = true;
				return;
			}
	}
}

/* ---- all of it ---- */

void release_look(struct release *r)
{
	r->look_mail = r->look_events = true;
}

/* MTs before events, since people wait for them; but a quarter of the window is the events'. */
void release_pump(struct release *r, struct broker *b, bool last)
{
	size_t room;

	send_notes(r, b);
	room = broker_room(b);
	if (last || !room)
		return;
	try_lanes(r, b);
	send_mail(r, b, room - room / 4);
	send_events(r, b);
	send_mail(r, b, broker_room(b));
}

int release_timeout(const struct release *r, const struct broker *b)
{
	int64_t at = r->settle_at ? r->settle_at : INT64_MAX, now = clock_steady();

	for (size_t i = 0; i < r->lanes_n && broker_room(b); i++)
		if (r->lanes[i].blocked && !r->lanes[i].trying && r->lanes[i].retry_at < at)
			at = r->lanes[i].retry_at;
	if (at == INT64_MAX)
		return -1;
	return at <= now ? 0 : (int)(at - now);
}

size_t release_under_way(const struct release *r)
{
	return r->unanswered + r->passing_n;
}

struct release *release_new(struct gateway *g)
{
	struct release *r = calloc(1, sizeof(*r));
	char value[32];

	if (!r)
		return NULL;
	r->g = g;
	r->notes_end = &r->notes;
	r->look_mail = r->look_events = true;
	if (!rows_grow(r) || !store_get(g->store, "published", value, sizeof(value))) {
		release_free(r);
		return NULL;
	}
	r->kept = r->published = r->handed = strtoll(value, NULL, 10);
	return r;
}

void release_free(struct release *r)
{
	if (!r)
		return;
	while (r->notes)
		note_drop_first(r);
	free(r->lanes);
	free(r->rows);
	free(r->sent.all);
	free(r->expired.all);
	free(r->passing);
	free(r);
}
