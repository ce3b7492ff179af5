/* The outbox: each text that goes out, and how far it got.
 *
 *	ready ─► sending ─► sent ─► accepted ─► delivered, failed, expired, rejected
 *	             └► unknown
 *
 * A state may be skipped, and a report may overtake the mark that precedes it; nothing goes back from the last four. */
#include "db/tables/outbox.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <uuid/uuid.h>

#include "db/sqlite/sql.h"
#include "templates/text/text.h"

/* ---- posting and sending ---- */

/* Version 7 of RFC 9562: the time before what is random, so that the index of ids grows at its end and a commit writes a
 * few pages of it, not one for each text. */
static void make_id(struct store *s, int64_t now, uuid_t id)
{
	if (s->noise_left < sizeof(uuid_t)) {
		s->noise_left = getrandom(s->noise, sizeof(s->noise), 0) == sizeof(s->noise) ? sizeof(s->noise) : 0;
		if (!s->noise_left) {
			uuid_generate_random(id);
			return;
		}
	}
	s->noise_left -= sizeof(uuid_t);
	memcpy(id, s->noise + s->noise_left, sizeof(uuid_t));
	for (size_t i = 0; i < 6; i++)
		id[i] = (unsigned char)((uint64_t)now >> (40 - 8 * i));
	id[6] = (unsigned char)(0x70 | (id[6] & 0x0f));
	id[8] = (unsigned char)(0x80 | (id[8] & 0x3f));
}

bool outbox_add(struct store *s, const struct message *m, const char *channel, const char *params_json, int64_t inbox,
		int64_t now, char uuid_out[UUID_TEXT])
{
	struct query q = sql(s, "INSERT INTO outbox (uuid, inbox, ticket, person, number, channel, answer, template, "
				"params, text, encoding, segments, created, expires, state, state_at) "
				"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, 'ready', ?13)");
	uuid_t uuid = {0};

	make_id(s, now, uuid);
	uuid_unparse_lower(uuid, uuid_out);
	sql_blob(&q, uuid, sizeof(uuid));
	sql_int(&q, inbox);
	sql_id(&q, m->ticket);
	sql_id(&q, m->person);
	sql_text(&q, m->number);
	sql_text(&q, channel);
	sql_int(&q, m->answer);
	sql_text(&q, m->template);
	sql_text(&q, params_json);
	sql_text(&q, m->text);
	sql_text(&q, encoding_name(m->segments.encoding));
	sql_int(&q, m->segments.count);
	sql_int(&q, now);
	sql_int(&q, m->expires);
	return sql_run(&q);
}

static void read_posted(struct query *q, struct outbox_mt *p)
{
	size_t n;
	const char *uuid = sql_bytes(q, 1, &n);

	*p = (struct outbox_mt){
		.id = sql_get_int(q, 0),
		.created = sql_get_int(q, 2),
		.expires = sql_get_int(q, 3),
		.ticket = sql_get_int(q, 4),
		.segments = (int)sql_get_int(q, 9),
	};
	if (n == sizeof(uuid_t))
		uuid_unparse_lower((const unsigned char *)uuid, p->uuid);
	sql_get(q, 5, p->channel, sizeof(p->channel));
	sql_get(q, 6, p->number, sizeof(p->number));
	sql_get(q, 7, p->template, sizeof(p->template));
	sql_get(q, 8, p->encoding, sizeof(p->encoding));
	p->text = sql_dup(q, 10);
	p->params = sql_dup(q, 11);
}

/* The last row up to `id` and the input that caused it; 0 where there is none. */
static int64_t input_of(struct store *s, int64_t *id)
{
	struct query q = sql(s, "SELECT id, inbox FROM outbox WHERE id <= ?1 ORDER BY id DESC LIMIT 1");
	int64_t inbox = 0;

	sql_int(&q, *id);
	*id = 0;
	if (sql_row(&q)) {
		*id = sql_get_int(&q, 0);
		inbox = sql_get_int(&q, 1);
	}
	return sql_end(&q) ? inbox : 0;
}

/* The last row that an input before this one caused; 0: none did. Rows lie in the order of their inputs, so halving finds it, and
 * no text has to write an index for what is seldom asked. */
static int64_t last_before(struct store *s, int64_t inbox)
{
	int64_t low = 0, high = INT64_MAX;

	if (input_of(s, &high) < inbox)
		return high;
	while (low < high) {
		int64_t middle = low + (high - low + 1) / 2, id = middle;

		if (input_of(s, &id) < inbox)
			low = middle;
		else
			high = id - 1;
	}
	return low;
}

static void bind_rows_of(struct query *q, int64_t inbox)
{
	sql_int(q, last_before(q->store, inbox));
	sql_int(q, last_before(q->store, inbox + 1));
}

bool outbox_find_answer(struct store *s, int64_t inbox, struct outbox_mt *out)
{
	struct query q = sql(s, "SELECT id, uuid, created, expires, ticket, channel, number, template, encoding, "
				"segments, text, params FROM outbox WHERE id > ?1 AND id <= ?2 AND answer = 1");
	bool found;

	memset(out, 0, sizeof(*out));
	bind_rows_of(&q, inbox);
	found = sql_row(&q);
	if (found)
		read_posted(&q, out);
	if (sql_end(&q) && found)
		return true;
	outbox_mt_free(out);
	return false;
}

size_t outbox_ready(struct store *s, int64_t after, struct outbox_mt *out, size_t max)
{
	struct query q = sql(s, "SELECT id, uuid, created, expires, ticket, channel, number, template, encoding, "
				"segments, text, params FROM outbox INDEXED BY outbox_waiting "
				"WHERE state = 'ready' AND id > ?1 ORDER BY id");
	size_t n = 0;

	sql_int(&q, after);
	while (n < max && sql_row(&q))
		read_posted(&q, &out[n++]);
	if (sql_end(&q))
		return n;
	while (n > 0)
		outbox_mt_free(&out[--n]);
	return 0;
}

void outbox_mt_free(struct outbox_mt *p)
{
	free(p->text);
	free(p->params);
	p->text = p->params = NULL;
}

bool outbox_mark(struct store *s, int64_t id, const char *state, const char *error, int64_t now)
{
	/* Not NOT IN: for a list of more than two SQLite makes a table each time. So in the CHECKs of the schema. */
	struct query q = sql(s, "UPDATE outbox SET state = ?2, error = ?3, state_at = ?4 WHERE id = ?1 "
				"AND state <> 'delivered' AND state <> 'failed' AND state <> 'expired' "
				"AND state <> 'rejected' AND (state <> 'accepted' "
				"OR (?2 <> 'sending' AND ?2 <> 'sent'))");

	sql_int(&q, id);
	sql_text(&q, state);
	sql_text(&q, error);
	sql_int(&q, now);
	return sql_run(&q);
}

/* As outbox_mark(), from one id to another. OR FAIL, for what is done amid ABORT must be undone first: SQLite would copy every
 * page that it changes. */
static bool mark_run(struct store *s, int64_t first, int64_t last, const char *state, int64_t now)
{
	struct query q = sql(s, "UPDATE OR FAIL outbox SET state = ?3, error = NULL, state_at = ?4 "
				"WHERE id BETWEEN ?1 AND ?2 AND state <> 'delivered' AND state <> 'failed' "
				"AND state <> 'expired' AND state <> 'rejected' AND (state <> 'accepted' "
				"OR (?3 <> 'sending' AND ?3 <> 'sent'))");

	sql_int(&q, first);
	sql_int(&q, last);
	sql_text(&q, state);
	sql_int(&q, now);
	return sql_run(&q);
}

bool outbox_mark_all(struct store *s, const int64_t *ids, size_t n, const char *state, int64_t now)
{
	size_t end;

	for (size_t i = 0; i < n; i = end) {
		end = i + 1;
		while (end < n && ids[end] == ids[end - 1] + 1)
			end++;
		if (!mark_run(s, ids[i], ids[end - 1], state, now))
			return false;
	}
	return true;
}

static bool is_status(const char *status)
{
	static const char *const all[] = {"accepted", "delivered", "failed", "expired", "rejected"};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (strcmp(all[i], status) == 0)
			return true;
	return false;
}

static bool find_posted(struct store *s, const char *text, int64_t *id)
{
	struct query q;
	uuid_t uuid;

	*id = 0;
	if (uuid_parse(text, uuid) != 0)
		return true;
	q = sql(s, "SELECT id FROM outbox WHERE uuid = ?1");
	sql_blob(&q, uuid, sizeof(uuid));
	if (sql_row(&q))
		*id = sql_get_int(&q, 0);
	return sql_end(&q);
}

bool outbox_report(struct store *s, const char *uuid, const char *status, const char *error, int64_t at, bool *known)
{
	int64_t id;

	*known = false;
	if (!is_status(status))
		return sql_refuse(s, "no report says `%s`", status);
	if (!find_posted(s, uuid, &id))
		return false;
	*known = id != 0;
	return !*known || outbox_mark(s, id, status, error, at);
}

/* ---- looking back ---- */

static size_t read_people(struct query *q, int64_t *people, size_t max)
{
	size_t n = 0;

	while (n < max && sql_row(q))
		people[n++] = sql_get_int(q, 0);
	return sql_end(q) ? n : 0;
}

size_t outbox_told(struct store *s, int64_t ticket, int64_t text, int64_t *people, size_t max)
{
	struct query q;

	if (text)
		q = sql(s, "SELECT DISTINCT person FROM outbox WHERE ticket = ?1 AND inbox = ?2 AND answer = 0 "
			   "AND person IS NOT NULL ORDER BY person");
	else
		q = sql(s, "SELECT DISTINCT person FROM outbox WHERE ticket = ?1 AND answer = 0 AND person IS NOT NULL "
			   "ORDER BY person");
	sql_int(&q, ticket);
	if (text)
		sql_int(&q, text);
	return read_people(&q, people, max);
}

#define SENT "SELECT number, template, state, error, created, state_at, person, answer, text FROM outbox "

static size_t read_sent(struct query *q, struct outbox_row *out, size_t max)
{
	size_t n = 0;

	while (n < max && sql_row(q)) {
		struct outbox_row *r = &out[n++];

		*r = (struct outbox_row){
			.created = sql_get_int(q, 4),
			.state_at = sql_get_int(q, 5),
			.person = sql_get_int(q, 6),
			.answer = sql_get_int(q, 7) != 0,
			.text = sql_dup(q, 8),
		};
		sql_get(q, 0, r->number, sizeof(r->number));
		sql_get(q, 1, r->template, sizeof(r->template));
		sql_get(q, 2, r->state, sizeof(r->state));
		sql_get(q, 3, r->error, sizeof(r->error));
	}
	if (sql_end(q))
		return n;
	while (n > 0)
		outbox_row_free(&out[--n]);
	return 0;
}

size_t outbox_of_ticket(struct store *s, int64_t ticket, struct outbox_row *out, size_t max)
{
	struct query q = sql(s, SENT "WHERE ticket = ?1 ORDER BY id");

	sql_int(&q, ticket);
	return read_sent(&q, out, max);
}

size_t outbox_of_input(struct store *s, int64_t inbox, struct outbox_row *out, size_t max)
{
	struct query q = sql(s, SENT "WHERE id > ?1 AND id <= ?2 ORDER BY id");

	bind_rows_of(&q, inbox);
	return read_sent(&q, out, max);
}

void outbox_row_free(struct outbox_row *r)
{
	free(r->text);
	r->text = NULL;
}

static struct query waiting(struct store *s, const char *state)
{
	/* Each with its state in the text: only so can the index of what waits be used. */
	if (strcmp(state, "ready") == 0)
		return sql(s, "SELECT count(*) FROM (SELECT 1 FROM outbox WHERE state = 'ready' LIMIT ?1)");
	if (strcmp(state, "sending") == 0)
		return sql(s, "SELECT count(*) FROM (SELECT 1 FROM outbox WHERE state = 'sending' LIMIT ?1)");
	return sql(s, "SELECT count(*) FROM (SELECT 1 FROM outbox WHERE state = 'unknown' LIMIT ?1)");
}

int64_t outbox_count(struct store *s, const char *state, int64_t most)
{
	struct query q = waiting(s, state);
	int64_t n;

	sql_int(&q, most);
	n = sql_row(&q) ? sql_get_int(&q, 0) : 0;
	return sql_end(&q) ? n : 0;
}
