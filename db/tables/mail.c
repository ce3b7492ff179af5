/* The inbox: each text as it came, and what became of it. The outbox is in outbox.c. */
#include "db/tables/mail.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/sqlite/sql.h"
#include "handlers/time/zone.h"
#include "templates/text/text.h"

/* What may come at all (contract, MQTT); more is sure to be refused, and is cut at once. */
#define TAKEN_MAX (64 << 10)
/* A text may come this much later than it was sent; carriers keep one for three days. */
#define LATE_MS (7LL * 24 * 60 * 60 * 1000)
/* Parts that wait longer than this belong to a message that will not be whole: phones use a ref again. */
#define PARTS_MS (24LL * 60 * 60 * 1000)
#define PARTS_MAX 255
#define JOINED_MAX (256 << 10)
/* inbox_recent knows a text by its day of UTC; SQL has to say it in figures. */
#define DAY_OF "moment / 86400000"

/* ---- taking ---- */

static int64_t taken_before(struct store *s, const struct inbox_entry *l)
{
	struct query q = sql(s, "SELECT id FROM inbox WHERE kind = ?1 AND channel = ?2 AND key = ?3");
	int64_t id;

	sql_text(&q, l->kind);
	sql_text(&q, l->channel);
	sql_text(&q, l->key);
	id = sql_row(&q) ? sql_get_int(&q, 0) : 0;
	return sql_end(&q) ? id : 0;
}

bool inbox_take(struct store *s, const struct inbox_entry *l, int64_t *id, bool *again)
{
	struct query q = sql(s, "INSERT INTO inbox (kind, channel, key, came, sent, sender, person, moment, payload, "
				"length, digest, outcome) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 'new') "
				"ON CONFLICT (kind, channel, key) WHERE key IS NOT NULL DO NOTHING");
	bool taken;

	sql_text(&q, l->kind);
	sql_text(&q, l->channel);
	sql_text(&q, l->key);
	sql_int(&q, l->came);
	sql_id(&q, l->sent);
	sql_text(&q, l->sender);
	sql_id(&q, l->person);
	sql_int(&q, l->moment);
	sql_blob(&q, l->payload ? l->payload : "", l->length > TAKEN_MAX ? INBOX_KEPT : l->length);
	sql_int(&q, (int64_t)l->length);
	sql_blob(&q, l->digest, 32);
	if (!sql_run_touching(&q, &taken))
		return false;
	*again = !taken;
	*id = taken ? sql_new_id(s) : taken_before(s, l);
	return *id != 0;
}

bool inbox_settle(struct store *s, int64_t id, const char *outcome, const char *why, int64_t ticket, const char *answer)
{
	struct query q = sql(s, "UPDATE inbox SET outcome = ?2, why = ?3, ticket = ?4, answer = ?5, "
				"payload = CASE WHEN (?2 = 'refused' OR ?2 = 'rejected') AND length(payload) > ?6 "
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

#define LETTER "SELECT id, came, sent, person, ticket, kind, channel, sender, outcome, why, payload, answer FROM inbox "

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

static void read_letter(struct query *q, struct inbox_row *out)
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
	struct query q = sql(s, LETTER "WHERE id = ?1");
	bool found;

	*out = (struct inbox_row){0};
	sql_int(&q, id);
	found = sql_row(&q);
	if (found)
		read_letter(&q, out);
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
	struct query q = sql(s, LETTER "WHERE ticket = ?1 ORDER BY id");
	size_t n = 0;

	sql_int(&q, ticket);
	while (n < max && sql_row(&q))
		read_letter(&q, &out[n++]);
	if (sql_end(&q))
		return n;
	while (n > 0)
		inbox_row_free(&out[--n]);
	return 0;
}

/* The first of them: its answer is the one that is given again. */
static int64_t resend_of_day(struct store *s, int64_t person, const unsigned char digest[32], int64_t day,
			     const int64_t moments[2], int64_t self)
{
	struct query q = sql(s, "SELECT min(id) FROM inbox INDEXED BY inbox_recent WHERE person = ?1 AND " DAY_OF
				" = ?2 AND digest = ?3 AND moment BETWEEN ?4 AND ?5 AND kind = 'mo' "
				"AND (outcome = 'done' OR outcome = 'forwarded') AND undone = 0 AND id <> ?6");
	int64_t id;

	sql_int(&q, person);
	sql_int(&q, day);
	sql_blob(&q, digest, 32);
	sql_int(&q, moments[0]);
	sql_int(&q, moments[1]);
	sql_int(&q, self);
	id = sql_row(&q) ? sql_get_int(&q, 0) : 0;
	return sql_end(&q) ? id : 0;
}

int64_t resend_find(struct store *s, int64_t person, const unsigned char digest[32], int64_t moment, int64_t within,
		    int64_t self)
{
	const int64_t moments[2] = {moment - within, moment + within};
	int64_t found = 0;

	for (int64_t day = moments[0] / DAY_MS; day <= moments[1] / DAY_MS; day++) {
		int64_t id = resend_of_day(s, person, digest, day, moments, self);

		found = id && (!found || id < found) ? id : found;
	}
	return found;
}

size_t inbox_changed_by(struct store *s, int64_t person, int64_t since, int64_t *tickets, size_t max)
{
	/* The index knows when a text was sent; it may have come later, and that is what is asked. */
	struct query q = sql(s, "SELECT ticket FROM inbox INDEXED BY inbox_recent WHERE person = ?1 "
				"AND " DAY_OF " >= ?2 AND digest IS NOT NULL AND came >= ?3 AND kind = 'mo' "
				"AND outcome = 'done' AND ticket IS NOT NULL AND undone = 0 "
				"GROUP BY ticket ORDER BY max(id) DESC");
	size_t n = 0;

	sql_int(&q, person);
	sql_int(&q, (since - LATE_MS) / DAY_MS);
	sql_int(&q, since);
	while (n < max && sql_row(&q))
		tickets[n++] = sql_get_int(&q, 0);
	return sql_end(&q) ? n : 0;
}

/* ---- long messages ---- */

struct group { /* of parts */
	const char *channel, *sender;
	int64_t ref;
	int total;
};

static void bind_group(struct query *q, const struct group *g)
{
	sql_text(q, g->channel);
	sql_text(q, g->sender);
	sql_int(q, g->ref);
	sql_int(q, g->total);
}

static bool drop_group(struct store *s, const struct group *g)
{
	struct query q = sql(s, "DELETE FROM part WHERE channel = ?1 AND sender = ?2 AND ref = ?3 AND total = ?4");

	bind_group(&q, g);
	return sql_run(&q);
}

/* What lies there under this ref is of another message if it is old, or has other words in this place: a ref is one
 * byte, and phones draw it at random. */
static bool drop_stale(struct store *s, const struct group *g, int number, int64_t inbox, const char *text)
{
	struct query q = sql(s, "SELECT 1 FROM part p JOIN inbox i ON i.id = p.inbox WHERE p.channel = ?1 "
				"AND p.sender = ?2 AND p.ref = ?3 AND p.total = ?4 AND ((p.number = ?5 "
				"AND p.text <> ?6) OR i.came < (SELECT came FROM inbox WHERE id = ?7) - ?8) LIMIT 1");
	bool stale;

	bind_group(&q, g);
	sql_int(&q, number);
	sql_text(&q, text);
	sql_int(&q, inbox);
	sql_int(&q, PARTS_MS);
	stale = sql_row(&q);
	return sql_end(&q) && (!stale || drop_group(s, g));
}

static bool put_part(struct store *s, const struct group *g, int number, int64_t inbox, const char *text)
{
	struct query q = sql(s, "INSERT INTO part (channel, sender, ref, total, number, inbox, text) "
				"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
				"ON CONFLICT (channel, sender, ref, total, number) DO NOTHING");

	bind_group(&q, g);
	sql_int(&q, number);
	sql_int(&q, inbox);
	sql_text(&q, text);
	return sql_run(&q);
}

/* Joins what is there; *n is how many parts that were. */
static bool join_parts(struct store *s, const struct group *g, struct text *joined, int *n)
{
	struct query q = sql(s, "SELECT text FROM part WHERE channel = ?1 AND sender = ?2 AND ref = ?3 AND total = ?4 "
				"ORDER BY number");
	size_t length;

	bind_group(&q, g);
	for (*n = 0; sql_row(&q); ++*n) {
		const char *text = sql_bytes(&q, 0, &length);

		text_addn(joined, text, length);
	}
	return sql_end(&q);
}

bool parts_add(struct store *s, const char *channel, const char *sender, int64_t ref, int total, int number,
	       int64_t inbox, const char *text, char **whole)
{
	const struct group g = {.channel = channel, .sender = sender, .ref = ref, .total = total};
	struct text joined;
	int n;

	*whole = NULL;
	if (total < 1 || total > PARTS_MAX || number < 1 || number > total)
		return sql_refuse(s, "part %d of %d is none", number, total);
	if (!drop_stale(s, &g, number, inbox, text) || !put_part(s, &g, number, inbox, text))
		return false;
	joined = text_new(JOINED_MAX);
	if (join_parts(s, &g, &joined, &n) && n == total && drop_group(s, &g)) {
		*whole = strdup(text_str(&joined));
		if (!*whole || joined.full)
			sql_fail(s, "out of memory");
	}
	text_free(&joined);
	if (s->failed) {
		free(*whole);
		*whole = NULL;
	}
	return !s->failed;
}

/* ---- strangers ---- */

size_t inbox_strangers(struct store *s, struct stranger *out, size_t max)
{
	/* Who has been imported since is a stranger no more. */
	struct query q = sql(s, "/* whole */ SELECT g.sender, g.count, i.came, i.payload FROM "
				"(SELECT sender, count(*) AS count, max(id) AS last FROM inbox "
				"WHERE outcome = 'unknown' AND sender IS NOT NULL GROUP BY sender) g "
				"JOIN inbox i ON i.id = g.last WHERE NOT EXISTS (SELECT 1 FROM mobile m "
				"JOIN person p ON p.id = m.person WHERE m.number = g.sender "
				"AND (p.roles <> 0 OR p.customer = 1)) ORDER BY g.last DESC");
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
	int64_t came = sql_row(&q) ? sql_get_int(&q, 0) : 0;

	return sql_end(&q) ? came : 0;
}
