#include "db/store/inbox.h"

#include <stdlib.h>
#include <string.h>

#include "db/sqlite/messages/inbox_recent.h"
#include "db/sqlite/sql.h"
#include "templates/text/text.h"
#include "templates/text/units.h"
#include "templates/text/utf8.h"

/* More may not come by MQTT: what is longer is sure to be refused, and is cut at once. */
#define TAKEN_MAX (64 << 10)
/* A text may come this much later than it was sent; carriers keep one for three days. */
#define LATE_MS (7 * DAY_MS)

/* ---- taking ---- */

static int64_t taken_before(struct store *s, const struct inbox_entry *entry)
{
	struct query q = sql(s, "SELECT id FROM inbox WHERE kind = ?1 AND channel = ?2 AND key = ?3");

	sql_text(&q, entry->kind);
	sql_text(&q, entry->channel);
	sql_text(&q, entry->key);
	return sql_one_int(&q);
}

bool inbox_take(struct store *s, const struct inbox_entry *entry, int64_t *id, bool *again)
{
	struct query q = sql(s, "INSERT INTO inbox (kind, channel, key, came, sent, sender, person, moment, payload, "
				"length, digest, outcome) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 'new') "
				"ON CONFLICT (kind, channel, key) WHERE key IS NOT NULL DO NOTHING");
	int rows;

	sql_text(&q, entry->kind);
	sql_text(&q, entry->channel);
	sql_text(&q, entry->key);
	sql_int(&q, entry->came);
	sql_id(&q, entry->sent);
	sql_text(&q, entry->sender);
	sql_id(&q, entry->person);
	sql_int(&q, entry->moment);
	sql_blob(&q, entry->payload ? entry->payload : "", entry->length > TAKEN_MAX ? INBOX_KEPT : entry->length);
	sql_int(&q, (int64_t)entry->length);
	sql_blob(&q, entry->digest, 32);
	if (!sql_run_counting(&q, &rows))
		return false;
	*again = rows == 0;
	*id = rows ? sql_new_id(s) : taken_before(s, entry);
	return *id != 0;
}

bool inbox_has_key(struct store *s, const char *kind, const char *channel, const char *key)
{
	const struct inbox_entry entry = {.kind = kind, .channel = channel, .key = key};

	return taken_before(s, &entry) != 0;
}

bool inbox_settle(struct store *s, int64_t id, const char *outcome, const char *why, int64_t ticket, const char *answer)
{
	struct query q = sql(s, "UPDATE inbox SET outcome = ?2, why = ?3, ticket = ?4, answer = ?5, "
				"payload = CASE WHEN ?2 = 'rejected' AND length(payload) > ?6 "
				"THEN substr(payload, 1, ?6) ELSE payload END WHERE id = ?1");

	sql_int(&q, id);
	sql_text(&q, outcome);
	sql_text(&q, why);
	sql_id(&q, ticket);
	sql_text(&q, answer);
	sql_int(&q, INBOX_KEPT);
	return sql_run(&q);
}

bool inbox_set_digest(struct store *s, int64_t id, const unsigned char digest[32])
{
	struct query q = sql(s, "UPDATE inbox SET digest = ?2 WHERE id = ?1");

	sql_int(&q, id);
	sql_blob(&q, digest, 32);
	return sql_run(&q);
}

bool inbox_mark_undone(struct store *s, int64_t id)
{
	struct query q = sql(s, "UPDATE inbox SET undone = 1 WHERE id = ?1");

	sql_int(&q, id);
	return sql_run(&q);
}

/* ---- looking back ---- */

#define INPUT "SELECT id, came, sent, person, ticket, kind, channel, sender, outcome, why, payload, answer FROM inbox "

/* A payload as text: NULL if it is none. One that was cut may have lost the end of its last character. */
static char *payload_text(struct query *q, int column)
{
	size_t n, cut;
	const char *v = sql_bytes(q, column, &n);
	char *copy = NULL;

	for (cut = 0; cut < 4 && cut <= n; cut++)
		if (utf8_valid(v, n - cut))
			break;
	if (cut == 4 || cut > n || (cut > 0 && n != INBOX_KEPT))
		return NULL;
	copy = strndup(v, n - cut);
	if (!copy) {
		sql_fail(q->store, "out of memory");
		q->bad = true;
	}
	return copy;
}

static void read_input(struct query *q, struct inbox_row *out)
{
	*out = (struct inbox_row){
		.id = sql_get_int(q, 0),
		.came = sql_get_int(q, 1),
		.sent = sql_get_int(q, 2),
		.person = sql_get_int(q, 3),
		.ticket = sql_get_int(q, 4),
	};
	sql_get(q, 5, out->kind, sizeof(out->kind));
	sql_get(q, 6, out->channel, sizeof(out->channel));
	sql_get(q, 7, out->sender, sizeof(out->sender));
	sql_get(q, 8, out->outcome, sizeof(out->outcome));
	sql_get(q, 9, out->why, sizeof(out->why));
	out->text = payload_text(q, 10);
	out->answer = sql_dup(q, 11);
}

bool inbox_read(struct store *s, int64_t id, struct inbox_row *out)
{
	struct query q = sql(s, INPUT "WHERE id = ?1");
	bool found;

	*out = (struct inbox_row){0};
	sql_int(&q, id);
	found = sql_row(&q);
	if (found)
		read_input(&q, out);
	if (sql_end(&q) && found)
		return true;
	inbox_row_free(out);
	return false;
}

void inbox_row_free(struct inbox_row *r)
{
	free(r->text);
	free(r->answer);
	r->text = r->answer = NULL;
}

size_t inbox_of_ticket(struct store *s, int64_t ticket, struct inbox_row *out, size_t max)
{
	struct query q = sql(s, INPUT "WHERE ticket = ?1 ORDER BY id");
	size_t n = 0;

	sql_int(&q, ticket);
	while (n < max && sql_row(&q))
		read_input(&q, &out[n++]);
	if (sql_end(&q))
		return n;
	while (n > 0)
		inbox_row_free(&out[--n]);
	return 0;
}

static bool read_text(struct query *q, struct own_text *out)
{
	if (!sql_row(q))
		return false;
	*out = (struct own_text){.id = sql_get_int(q, 0),
				 .ticket = sql_get_int(q, 1),
				 .moment = sql_get_int(q, 2),
				 .came = sql_get_int(q, 3),
				 .done = sql_get_int(q, 4) != 0};
	return true;
}

bool inbox_last_text(struct store *s, int64_t person, int64_t until, int64_t now, int64_t self, struct own_text *out)
{
	struct query q = sql(s, "SELECT id, ticket, moment, came, outcome = 'done' FROM inbox INDEXED BY inbox_recent "
				"WHERE person = ?1 AND " INBOX_DAY " BETWEEN ?2 AND ?3 AND digest IS NOT NULL "
				"AND (?4 = 0 OR moment <= ?4) AND kind = 'mo' "
				"AND (outcome = 'done' OR outcome = 'forwarded' OR "
				"(outcome = 'refused' AND coalesce(why, '') NOT GLOB 'refused.undo*')) AND id <> ?5 "
				"ORDER BY CASE WHEN ?4 = 0 THEN id ELSE moment END DESC, id DESC LIMIT 1");
	bool found;

	sql_int(&q, person);
	sql_int(&q, (now - LATE_MS) / DAY_MS);
	sql_int(&q, (now + MO_AHEAD_MS) / DAY_MS);
	sql_int(&q, until);
	sql_int(&q, self);
	found = read_text(&q, out);
	return sql_end(&q) && found;
}

bool inbox_text(struct store *s, int64_t id, struct own_text *out)
{
	struct query q =
		sql(s, "SELECT id, ticket, moment, came, outcome = 'done' FROM inbox WHERE id = ?1 AND kind = 'mo'");
	bool found;

	sql_int(&q, id);
	found = read_text(&q, out);
	return sql_end(&q) && found;
}

/* ---- strangers ---- */

size_t inbox_strangers(struct store *s, struct stranger *out, size_t max)
{
	/* Who has been imported since is no stranger any more. */
	struct query q = sql(s, "/* whole */ SELECT g.sender, g.count, i.came, i.payload FROM "
				"(SELECT sender, count(*) AS count, max(id) AS last FROM inbox "
				"WHERE outcome = 'unknown' AND sender IS NOT NULL GROUP BY sender) g "
				"JOIN inbox i ON i.id = g.last WHERE NOT EXISTS (SELECT 1 FROM mobile m "
				"JOIN person p ON p.id = m.person WHERE m.number = g.sender "
				"AND (p.roles <> '' OR p.customer = 1)) ORDER BY g.last DESC");
	size_t n = 0;

	while (n < max && sql_row(&q)) {
		struct stranger *r = &out[n++];
		char *text = payload_text(&q, 3);

		*r = (struct stranger){.count = sql_get_int(&q, 1), .last = sql_get_int(&q, 2)};
		sql_get(&q, 0, r->number, sizeof(r->number));
		text_copy(r->text, sizeof(r->text), text ? text : "");
		free(text);
	}
	return sql_end(&q) ? n : 0;
}

int64_t inbox_newest(struct store *s)
{
	struct query q = sql(s, "SELECT came FROM inbox ORDER BY id DESC LIMIT 1");

	return sql_one_int(&q);
}
