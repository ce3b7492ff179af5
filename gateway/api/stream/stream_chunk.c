#include "gateway/api/stream/stream_chunk.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "db/store/tickets.h"
#include "gateway/wire/json_writer.h"
#include "gateway/wire/wire_out.h"

static struct chunk_row *row_of(struct stream_chunk *c, int64_t ticket)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->rows[i].owns && c->rows[i].ticket->number == ticket)
			return &c->rows[i];
	return NULL;
}

/* Neither words nor people: what is to be shown is asked for, by who may see it. */
static char *write_state(const struct ticket *t)
{
	struct json_writer j = json_begin();
	char *json, *sent = NULL;

	json_put_id(&j, "ticket", t->number);
	json_put_string(&j, "flow", t->flow->name);
	json_put_string(&j, "state", t->state >= 0 ? t->flow->states[t->state].name : "");
	json_put_bool(&j, "ends", ticket_ended(t));
	json = json_end(&j);
	if (json && asprintf(&sent, "event: ticket\ndata: %s\n\n", json) < 0)
		sent = NULL;
	free(json);
	return sent;
}

/* An event bears its place in the ledger: whoever has it has all that stands before. */
static char *write_event(const struct ledger_row *r)
{
	char *json = wire_event(r), *sent = NULL;

	if (json && asprintf(&sent, "id: %" PRId64 "\nevent: event\ndata: %s\n\n", r->seq, json) < 0)
		sent = NULL;
	free(json);
	return sent;
}

static bool load(struct chunk_row *row, struct store *s, const struct flows *flows, int64_t number)
{
	struct ticket *t = calloc(1, sizeof(*t));

	if (!t)
		return false;
	if (!tickets_load(s, flows, number, t)) {
		free(t);
		return !store_failed(s);
	}
	row->ticket = t;
	row->owns = true;
	row->state = write_state(t);
	return row->state;
}

static bool add(struct stream_chunk *c, struct store *s, const struct flows *flows, const struct ledger_row *r)
{
	struct chunk_row *row = &c->rows[c->n], *first = r->ticket ? row_of(c, r->ticket) : NULL;

	*row = (struct chunk_row){.seq = r->seq, .ticket = first ? first->ticket : NULL, .event = write_event(r)};
	c->n++;
	c->last = r->seq;
	return row->event && (first || !r->ticket || load(row, s, flows, r->ticket));
}

bool stream_chunk_read(struct stream_chunk *c, struct store *s, const struct flows *flows, int64_t after)
{
	static struct ledger_row found[CHUNK_ROWS]; /* one thread asks */
	size_t n;

	stream_chunk_clear(c);
	c->after = c->last = after;
	n = ledger_after(s, after, found, CHUNK_ROWS);
	for (size_t i = 0; i < n; i++)
		if (!add(c, s, flows, &found[i])) {
			stream_chunk_clear(c);
			return false;
		}
	return !store_failed(s);
}

void stream_chunk_clear(struct stream_chunk *c)
{
	for (size_t i = 0; i < c->n; i++) {
		if (c->rows[i].owns)
			free(c->rows[i].ticket);
		free(c->rows[i].event);
		free(c->rows[i].state);
	}
	c->n = 0;
}
