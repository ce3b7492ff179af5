#include "db/store/ledger_rows.h"

#include <string.h>

#include "db/sqlite/sql.h"
#include "handlers/model/change.h"
#include "templates/text/hex.h"

#define EVENT "SELECT seq, ticket, flow, code, by, at, came, inbox, digest, change, hash FROM event "
#define HEAD "SELECT seq, hash FROM event WHERE seq = (SELECT max(seq) FROM event)"

/* ---- showing ---- */

static void read_hash(struct query *q, int column, char hex[HASH_HEX])
{
	size_t n;
	const char *hash = sql_bytes(q, column, &n);

	hex_write(hash, n < HASH_BYTES ? n : HASH_BYTES, hex);
}

static size_t read_rows(struct query *q, struct ledger_row *out, size_t max)
{
	size_t n = 0;

	while (n < max && sql_row(q)) {
		struct ledger_row *r = &out[n++];

		*r = (struct ledger_row){
			.seq = sql_get_int(q, 0),
			.ticket = sql_get_int(q, 1),
			.by = sql_get_int(q, 4),
			.at = sql_get_int(q, 5),
			.came = sql_get_int(q, 6),
			.inbox = sql_get_int(q, 7),
		};
		sql_get(q, 2, r->flow, sizeof(r->flow));
		sql_get(q, 3, r->code, sizeof(r->code));
		sql_get(q, 9, r->change, sizeof(r->change));
		read_hash(q, 10, r->hash);
	}
	return sql_end(q) ? n : 0;
}

size_t ledger_after(struct store *s, int64_t seq, struct ledger_row *out, size_t max)
{
	struct query q = sql(s, EVENT "WHERE seq > ?1 ORDER BY seq");

	sql_int(&q, seq);
	return read_rows(&q, out, max);
}

size_t ledger_of(struct store *s, int64_t ticket, struct ledger_row *out, size_t max)
{
	struct query q = sql(s, EVENT "WHERE ticket = ?1 ORDER BY seq");

	sql_int(&q, ticket);
	return read_rows(&q, out, max);
}

/* Asks the database and not the cache: another connection may have written. */
bool ledger_head(struct store *s, int64_t *seq, char hash[HASH_HEX])
{
	struct query q = sql(s, HEAD);

	*seq = 0;
	hex_write((const unsigned char[HASH_BYTES]){0}, HASH_BYTES, hash);
	if (sql_row(&q)) {
		*seq = sql_get_int(&q, 0);
		read_hash(&q, 1, hash);
	}
	return sql_end(&q);
}

bool ledger_moved(struct store *s, int64_t ticket, char code[FLOW_NAME], int64_t *by, int64_t *at)
{
	struct query q = sql(s, "SELECT code, by, at, change FROM event WHERE ticket = ?1 ORDER BY seq DESC");
	bool found = false;
	size_t n;

	sql_int(&q, ticket);
	while (!found && sql_row(&q)) {
		sql_get(&q, 0, code, FLOW_NAME);
		*by = sql_get_int(&q, 1);
		*at = sql_get_int(&q, 2);
		found = change_moves(sql_bytes(&q, 3, &n));
	}
	return sql_end(&q) && found;
}

int64_t ledger_last(struct store *s, int64_t ticket, bool (*is)(const char *change))
{
	struct query q = sql(s, "SELECT at, change FROM event WHERE ticket = ?1 ORDER BY seq DESC");
	int64_t at = 0;
	size_t n;

	sql_int(&q, ticket);
	while (at == 0 && sql_row(&q))
		if (is(sql_bytes(&q, 1, &n)))
			at = sql_get_int(&q, 0);
	return sql_end(&q) ? at : 0;
}

int64_t ledger_changed(struct store *s, int64_t ticket)
{
	struct query q = sql(s, "SELECT came FROM event WHERE ticket = ?1 ORDER BY seq DESC LIMIT 1");
	int64_t came = 0;

	sql_int(&q, ticket);
	if (sql_row(&q))
		came = sql_get_int(&q, 0);
	return sql_end(&q) ? came : 0;
}

int64_t ledger_opening(struct store *s, int64_t ticket, int64_t *by)
{
	struct query q = sql(s, "SELECT inbox, by FROM event WHERE ticket = ?1 ORDER BY seq LIMIT 1");
	int64_t input = 0;

	*by = 0;
	sql_int(&q, ticket);
	if (sql_row(&q)) {
		input = sql_get_int(&q, 0);
		*by = sql_get_int(&q, 1);
	}
	return sql_end(&q) ? input : 0;
}

size_t ledger_codes(struct store *s, int64_t ticket, int64_t text, char out[][FLOW_NAME], size_t max)
{
	struct query q = sql(s, "SELECT code FROM event WHERE ticket = ?1 AND inbox = ?2 ORDER BY seq");
	size_t n = 0;

	sql_int(&q, ticket);
	sql_int(&q, text);
	while (n < max && sql_row(&q))
		sql_get(&q, 0, out[n++], FLOW_NAME);
	return sql_end(&q) ? n : 0;
}

/* A text's rows lie side by side: the first row of another text ends them. */
int64_t ledger_put_in_by(struct store *s, int64_t seq, int64_t text)
{
	struct query q = sql(s, "SELECT inbox, by, code = 'text_as' FROM event WHERE seq > ?1 ORDER BY seq");
	int64_t by = 0;

	sql_int(&q, seq);
	while (!by && sql_row(&q) && sql_get_int(&q, 0) == text)
		if (sql_get_int(&q, 2))
			by = sql_get_int(&q, 1);
	return sql_end(&q) ? by : 0;
}

/* When the first event from there on came; INT64_MAX behind the last. */
static int64_t came_from(struct store *s, int64_t seq)
{
	struct query q = sql(s, "SELECT came FROM event WHERE seq >= ?1 ORDER BY seq LIMIT 1");
	int64_t came = INT64_MAX;

	sql_int(&q, seq);
	if (sql_row(&q))
		came = sql_get_int(&q, 0);
	return sql_end(&q) ? came : INT64_MAX;
}

/* No index has them by time, but they were appended as they came. */
static int64_t first_since(struct store *s, int64_t since)
{
	char hash[HASH_HEX];
	int64_t low = 1, high;

	if (!ledger_head(s, &high, hash))
		return 0;
	high++;
	while (low < high) {
		int64_t middle = low + (high - low) / 2;

		if (came_from(s, middle) < since)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t ledger_tickets_since(struct store *s, int64_t since, int64_t *before, int64_t *tickets, size_t max)
{
	int64_t first = first_since(s, since);
	struct query q = sql(s, "SELECT ticket, seq FROM event WHERE seq >= ?1 AND seq < ?2 ORDER BY seq DESC");
	size_t n = 0;

	sql_int(&q, first);
	sql_int(&q, *before ? *before : INT64_MAX);
	while (n < max && sql_row(&q)) {
		tickets[n++] = sql_get_int(&q, 0);
		*before = sql_get_int(&q, 1);
	}
	return sql_end(&q) ? n : 0;
}

/* ---- appending ---- */

static bool read_head(struct store *s)
{
	struct query q = sql(s, HEAD);
	size_t n = 0;

	s->now.seq = 0;
	memset(s->now.hash, 0, sizeof(s->now.hash));
	if (sql_row(&q)) {
		const char *hash = sql_bytes(&q, 1, &n);

		s->now.seq = sql_get_int(&q, 0);
		memcpy(s->now.hash, hash, n < sizeof(s->now.hash) ? n : sizeof(s->now.hash));
	}
	s->now.head_known = sql_end(&q);
	return s->now.head_known;
}

bool ledger_cached_head(struct store *s, int64_t *seq, unsigned char hash[HASH_BYTES])
{
	if (!s->now.head_known && !read_head(s))
		return false;
	*seq = s->now.seq;
	memcpy(hash, s->now.hash, HASH_BYTES);
	return true;
}

bool ledger_add(struct store *s, const struct ledger_event *e, const unsigned char hash[HASH_BYTES])
{
	struct query q = sql(s, "INSERT INTO event (seq, ticket, flow, code, by, at, came, inbox, digest, change, "
				"hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");

	sql_int(&q, e->seq);
	sql_int(&q, e->ticket);
	sql_text(&q, e->flow.s);
	sql_text(&q, e->code.s);
	sql_int(&q, e->by);
	sql_int(&q, e->at);
	sql_int(&q, e->came);
	sql_int(&q, e->inbox);
	sql_blob(&q, e->digest.s, e->digest.n);
	sql_text(&q, e->change.s);
	sql_blob(&q, hash, HASH_BYTES);
	if (!sql_run(&q))
		return false;
	s->now.seq = e->seq;
	memcpy(s->now.hash, hash, HASH_BYTES);
	return true;
}

/* ---- walking ---- */

static struct ledger_bytes bytes(struct query *q, int column)
{
	struct ledger_bytes b;

	b.s = sql_bytes(q, column, &b.n);
	return b;
}

/* Ends the query. */
static bool walk(struct query *q, const struct ledger_walk *w)
{
	bool more = true;

	while (more && sql_row(q)) {
		const struct ledger_event e = {
			.seq = sql_get_int(q, 0),
			.ticket = sql_get_int(q, 1),
			.flow = bytes(q, 2),
			.code = bytes(q, 3),
			.by = sql_get_int(q, 4),
			.at = sql_get_int(q, 5),
			.came = sql_get_int(q, 6),
			.inbox = sql_get_int(q, 7),
			.digest = bytes(q, 8),
			.change = bytes(q, 9),
		};
		struct ledger_bytes hash = bytes(q, 10);

		more = !q->bad && w->each(w->ctx, &e, hash);
	}
	return sql_end(q);
}

bool ledger_walk_all(struct store *s, const struct ledger_walk *w)
{
	struct query q = sql(s, "/* whole */ " EVENT "ORDER BY seq");

	return walk(&q, w);
}

bool ledger_walk_ticket(struct store *s, int64_t ticket, const struct ledger_walk *w)
{
	/* Not the statement of ledger_of(), for which `each` may ask. */
	struct query q = sql(s, "/* walk */ " EVENT "WHERE ticket = ?1 ORDER BY seq");

	sql_int(&q, ticket);
	return walk(&q, w);
}
