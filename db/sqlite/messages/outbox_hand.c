#include "db/outbox/outbox_hand.h"

#include <string.h>
#include <uuid/uuid.h>

#include "db/sqlite/messages/mt_row.h"
#include "db/sqlite/messages/try_row.h"
#include "db/sqlite/sql.h"

/* ---- looking ---- */

#define LINE                                                                                                 \
	"SELECT id, uuid, channel, number, template, error, carrier_id, state, created, expires, state_at, " \
	"not_before, ticket, person, segments, tries, answer FROM outbox "

static void read_names(struct query *q, struct outbox_line *out)
{
	mt_row_uuid(q, 1, out->uuid);
	sql_get(q, 2, out->channel, sizeof(out->channel));
	sql_get(q, 3, out->number, sizeof(out->number));
	sql_get(q, 4, out->template, sizeof(out->template));
	sql_get(q, 5, out->error, sizeof(out->error));
	sql_get(q, 6, out->carrier_id, sizeof(out->carrier_id));
	out->state = mt_row_state(q, 7);
}

static void read_line(struct query *q, struct outbox_line *out)
{
	*out = (struct outbox_line){
		.id = sql_get_int(q, 0),
		.created = sql_get_int(q, 8),
		.expires = sql_get_int(q, 9),
		.state_at = sql_get_int(q, 10),
		.not_before = sql_get_int(q, 11),
		.ticket = sql_get_int(q, 12),
		.person = sql_get_int(q, 13),
		.segments = (int)sql_get_int(q, 14),
		.tries = (int)sql_get_int(q, 15),
		.answer = sql_get_int(q, 16) != 0,
	};
	read_names(q, out);
}

static char *words_of(struct store *s, int64_t id)
{
	struct query q = sql(s, "SELECT text FROM outbox WHERE id = ?1");
	char *words = NULL;

	sql_int(&q, id);
	if (sql_row(&q))
		words = sql_dup(&q, 0);
	(void)sql_end(&q); /* a failure shows in the store */
	return words;
}

/* The one row of a query, which is ended. */
static bool read_one(struct query *q, struct outbox_line *out, char **text)
{
	bool found = sql_row(q);

	if (found)
		read_line(q, out);
	if (!sql_end(q) || !found)
		return false;
	if (text)
		*text = words_of(q->store, out->id);
	return !text || *text;
}

bool outbox_read(struct store *s, int64_t id, struct outbox_line *out, char **text)
{
	struct query q = sql(s, LINE "WHERE id = ?1");

	sql_int(&q, id);
	return read_one(&q, out, text);
}

bool outbox_read_uuid(struct store *s, const char *written, struct outbox_line *out, char **text)
{
	uuid_t uuid;

	return uuid_parse(written, uuid) == 0 && outbox_read(s, mt_row_find(s, uuid), out, text);
}

/* ---- lists ---- */

static size_t read_list(struct query *q, struct outbox_line *out, size_t max)
{
	size_t n = 0;

	sql_int(q, (int64_t)max);
	while (n < max && sql_row(q))
		read_line(q, &out[n++]);
	return sql_end(q) ? n : 0;
}

/* The state stands in the text: only so can the index of what waits be used. */
#define WAITING(index, state)                                                        \
	LINE "INDEXED BY " index " WHERE " state " AND (channel, not_before, id) > " \
	     "(?1, ?2, ?3) ORDER BY channel, not_before, id LIMIT ?4"

size_t outbox_list(struct store *s, enum delivery state, struct outbox_place *place, struct outbox_line *out,
		   size_t max)
{
	struct query q;
	size_t n;

	if (state == DELIVERY_READY)
		q = sql(s, WAITING("outbox_ready", "state = 'ready'"));
	else if (state == DELIVERY_SENDING)
		q = sql(s, WAITING("outbox_unsettled", "unsettled = 'sending'"));
	else if (state == DELIVERY_UNKNOWN)
		q = sql(s, WAITING("outbox_unsettled", "unsettled = 'unknown'"));
	else
		return 0;
	sql_text(&q, place->channel);
	sql_int(&q, place->at);
	sql_int(&q, place->id);
	n = read_list(&q, out, max);
	if (n) {
		memcpy(place->channel, out[n - 1].channel, sizeof(place->channel));
		place->at = out[n - 1].not_before;
		place->id = out[n - 1].id;
	}
	return n;
}

size_t outbox_failed(struct store *s, struct outbox_place *place, struct outbox_line *out, size_t max)
{
	struct query q = sql(s, LINE "INDEXED BY outbox_lost WHERE lost IS NOT NULL AND (lost, id) < (?1, ?2) "
				     "ORDER BY lost DESC, id DESC LIMIT ?3");
	size_t n;

	sql_int(&q, place->id ? place->at : INT64_MAX);
	sql_int(&q, place->id ? place->id : INT64_MAX);
	n = read_list(&q, out, max);
	if (n) {
		place->at = out[n - 1].state_at;
		place->id = out[n - 1].id;
	}
	return n;
}

/* ---- sending again, dropping ---- */

static bool has_words(struct store *s, int64_t id)
{
	struct query q = sql(s, "SELECT text <> '' FROM outbox WHERE id = ?1");

	sql_int(&q, id);
	return sql_one_int(&q) != 0;
}

static bool is_at_rest(struct store *s, const struct outbox_line *l)
{
	return l->state != DELIVERY_SENDING || sql_refuse(s, "it is being sent at this moment; look again in a minute");
}

static bool may_resend(struct store *s, const struct outbox_line *l)
{
	if (l->state == DELIVERY_DELIVERED)
		return sql_refuse(s, "it was delivered");
	if (!is_at_rest(s, l))
		return false;
	if (!has_words(s, l->id))
		return sql_refuse(s, "its words are purged; there is nothing left to send");
	return !store_failed(s);
}

static bool rename_mt(struct store *s, int64_t id, int64_t now)
{
	struct query q = sql(s, "UPDATE outbox SET uuid = ?2, carrier_id = NULL WHERE id = ?1");
	uuid_t uuid = {0};

	mt_id_make(&s->noise, now, id, uuid);
	sql_int(&q, id);
	sql_blob(&q, uuid, sizeof(uuid));
	return sql_run(&q);
}

static bool note(struct store *s, int64_t id, enum try_outcome outcome, const char *why, int64_t now)
{
	return try_row_add(s, &(struct try_row){.outbox = id, .at = now, .outcome = outcome, .why = why});
}

bool outbox_resend(struct store *s, int64_t id, int64_t now)
{
	struct query q;
	struct outbox_line l;

	if (!outbox_read(s, id, &l, NULL))
		return sql_refuse(s, "no such text");
	if (!may_resend(s, &l) || !note(s, id, TRY_RESENT, NULL, now))
		return false;
	/* Of one that is ready or unknown, nobody has said anything under its id. */
	if (l.state != DELIVERY_READY && l.state != DELIVERY_UNKNOWN && !rename_mt(s, id, now))
		return false;
	q = sql(s, "UPDATE outbox SET state = 'ready', error = NULL, state_at = ?2, unsettled = NULL, lost = NULL, "
		   "not_before = 0, "
		   "expires = CASE expires WHEN 0 THEN 0 ELSE max(expires, ?2 + expires - created) END WHERE id = ?1");
	sql_int(&q, id);
	sql_int(&q, now);
	return sql_run(&q);
}

bool outbox_drop(struct store *s, int64_t id, const char *why, int64_t now)
{
	struct outbox_line l;

	if (!outbox_read(s, id, &l, NULL))
		return sql_refuse(s, "no such text");
	if (!is_at_rest(s, &l))
		return false;
	if (l.state != DELIVERY_READY && l.state != DELIVERY_UNKNOWN)
		return sql_refuse(s, "it is %s: only a text that waits can be dropped", delivery_name(l.state));
	return note(s, id, TRY_DROPPED, why, now) && outbox_mark(s, id, DELIVERY_REJECTED, why, now);
}
