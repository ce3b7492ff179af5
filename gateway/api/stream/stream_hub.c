#include "gateway/api/stream/stream_hub.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "db/outbox/outbox.h"
#include "db/store/ledger_rows.h"
#include "db/store/token_rows.h"

#define CHUNKS_A_TURN 32
#define COUNTED_MOST 10000
#define ROOM_BYTES (4 * STREAM_WAITS) /* a chunk and all else fit in behind STREAM_WAITS */

/* ---- who listens ---- */

static size_t count_of(const struct stream_hub *hub, int64_t token)
{
	size_t n = 0;

	for (const struct stream *s = hub->first; s; s = s->next)
		n += s->access.token == token;
	return n;
}

static void add(struct stream_hub *hub, struct stream *s)
{
	s->next = hub->first;
	s->link = &hub->first;
	if (s->next)
		s->next->link = &s->next;
	hub->first = s;
	hub->n++;
}

/* One that missed too much, or names what the ledger does not have yet, as where another database was put in its place,
 * begins anew. */
static void find_place(struct stream *s, int64_t after, int64_t head)
{
	bool reset = after > head || (after >= 0 && head - after > STREAM_RESUMES_MOST);

	s->seq = after < 0 || reset ? head : after;
	text_addf(&s->out, "retry: 2000\nid: %" PRId64 "\n%s\n", s->seq, reset ? "event: reset\ndata: {}\n" : "");
}

struct stream *stream_begin(struct stream_hub *hub, const struct stream_look *look, const struct access *who,
			    const char *secret, int64_t after)
{
	struct stream *s;
	char hash[HASH_HEX];
	int64_t head = 0;

	if (hub->n >= STREAMS_MOST || count_of(hub, who->token) >= STREAMS_EACH ||
	    !ledger_head(look->store, &head, hash))
		return NULL;
	s = calloc(1, sizeof(*s));
	if (!s)
		return NULL;
	*s = (struct stream){.access = *who,
			     .waiting = SIZE_MAX,
			     .status = -1,
			     .beat_at = look->steady + STREAM_BEAT_MS,
			     .out = text_new(ROOM_BYTES)};
	text_copy(s->secret, sizeof(s->secret), secret);
	find_place(s, after, head);
	add(hub, s);
	hub->dirty = true;
	return s;
}

void stream_end(struct stream_hub *hub, struct stream *s)
{
	if (!s)
		return;
	*s->link = s->next;
	if (s->next)
		s->next->link = s->link;
	hub->n--;
	text_free(&s->out);
	free(s);
}

/* As who it was, if the token still holds: the person may have another role or station by now. */
static bool still_holds(struct stream *s, const struct stream_look *look)
{
	struct token_row row;
	const struct person *p;

	if (*s->secret && session_token(look->sessions, s->secret, look->now) != s->access.token)
		return false;
	if (!token_by_id(look->store, s->access.token, &row) || row.revoked ||
	    (row.expires && row.expires <= look->now))
		return store_failed(look->store);
	p = roster_person(look->roster, row.person);
	if (!p)
		return false;
	s->access.person = *p;
	s->access.roster = look->roster;
	s->access.now = look->now;
	return true;
}

/* ---- events and tickets ---- */

static bool takes_more(const struct stream *s)
{
	return !s->ended && s->out.len - s->sent <= STREAM_WAITS;
}

static bool sees(const struct stream *s, const struct chunk_row *row)
{
	return row->ticket ? access_sees(&s->access, row->ticket) : access_sees_all(&s->access);
}

/* Where tickets stand goes first: whoever has an event by its id has all that belongs to it. */
static void tell_chunk(struct stream *s, const struct stream_chunk *c)
{
	bool seen[CHUNK_ROWS];

	for (size_t i = 0; i < c->n; i++) {
		seen[i] = sees(s, &c->rows[i]);
		if (seen[i] && c->rows[i].state)
			text_add(&s->out, c->rows[i].state);
	}
	for (size_t i = 0; i < c->n; i++)
		if (seen[i])
			text_add(&s->out, c->rows[i].event);
	s->seq = c->last;
}

/* The place of those that lag most, of all who take more; the head, if nobody lags. */
static int64_t furthest_back(const struct stream_hub *hub)
{
	int64_t seq = hub->head;

	for (const struct stream *s = hub->first; s; s = s->next)
		if (takes_more(s) && s->seq < seq)
			seq = s->seq;
	return seq;
}

static bool tell_events(struct stream_hub *hub, const struct stream_look *look)
{
	int64_t seq;

	for (int left = CHUNKS_A_TURN; left > 0 && (seq = furthest_back(hub)) < hub->head; left--) {
		if (!stream_chunk_read(&hub->chunk, look->store, &look->rules->flows, seq))
			return false;
		if (hub->chunk.n == 0)
			return true;
		for (struct stream *s = hub->first; s; s = s->next)
			if (s->seq == seq && takes_more(s))
				tell_chunk(s, &hub->chunk);
	}
	stream_chunk_clear(&hub->chunk);
	return true;
}

/* ---- the outbox, the gateway, the beat ---- */

/* How many wait is for who sees all; others hear that something moved, and look at the tickets that they may see. */
static void tell_outbox(struct stream *s, const struct stream_hub *hub)
{
	if (s->waiting == hub->waiting && s->unknown == hub->unknown && s->moved == hub->moved)
		return;
	s->waiting = hub->waiting;
	s->unknown = hub->unknown;
	s->moved = hub->moved;
	if (access_sees_all(&s->access))
		text_addf(&s->out, "event: outbox\ndata: {\"waiting\":%zu,\"unknown\":%zu}\n\n", s->waiting,
			  s->unknown);
	else
		text_add(&s->out, "event: outbox\ndata: {}\n\n");
}

static void tell_status(struct stream *s, enum readiness now)
{
	if (s->status == (int)now)
		return;
	s->status = (int)now;
	text_addf(&s->out, "event: status\ndata: {\"status\":\"%s\"}\n\n", readiness_name(now));
}

/* It bears the place too: what they may not see lies behind them. */
static void tell_beat(struct stream *s, int64_t steady)
{
	if (steady < s->beat_at)
		return;
	s->beat_at = steady + STREAM_BEAT_MS;
	text_addf(&s->out, ": beat\nid: %" PRId64 "\n\n", s->seq);
}

/* ---- a turn ---- */

int stream_hub_wait_ms(const struct stream_hub *hub, int64_t steady)
{
	if (!hub->first)
		return -1;
	return hub->turn_at > steady ? (int)(hub->turn_at - steady) : 0;
}

static bool look_around(struct stream_hub *hub, const struct stream_look *look)
{
	char hash[HASH_HEX];

	hub->moved = metrics_moved(look->metrics);
	hub->waiting = (size_t)outbox_count_ready(look->store, COUNTED_MOST);
	hub->unknown = (size_t)outbox_count_unknown(look->store, COUNTED_MOST);
	return ledger_head(look->store, &hub->head, hash) && !store_failed(look->store);
}

static bool tell_all(struct stream_hub *hub, const struct stream_look *look)
{
	enum readiness status = metrics_readiness(look->metrics, look->steady);

	for (struct stream *s = hub->first; s; s = s->next)
		s->ended = s->ended || !still_holds(s, look);
	if (!tell_events(hub, look))
		return false;
	for (struct stream *s = hub->first; s; s = s->next) {
		if (!takes_more(s))
			continue;
		tell_outbox(s, hub);
		tell_status(s, status);
		tell_beat(s, look->steady);
		s->ended = s->ended || s->out.full; /* memory ran out: it resumes without a gap */
	}
	return true;
}

bool stream_hub_turn(struct stream_hub *hub, const struct stream_look *look, bool touched)
{
	bool good;

	hub->turn_at = look->steady + STREAM_TURN_MS;
	hub->dirty = hub->dirty || touched || hub->moved != metrics_moved(look->metrics);
	good = !hub->dirty || look_around(hub, look);
	if (good)
		hub->dirty = false;
	return good && tell_all(hub, look) && !store_failed(look->store);
}

void stream_hub_end(struct stream_hub *hub)
{
	for (struct stream *s = hub->first; s; s = s->next)
		s->ended = true;
}
