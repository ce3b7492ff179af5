#include "db/ledger/ledger.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "db/sqlite/digest.h"
#include "db/sqlite/sql.h"
#include "handlers/model/ticket_change.h"
#include "handlers/model/ticket_move.h"
#include "templates/text/hex.h"
#include "templates/text/number.h"
#include "templates/text/text.h"

/* ---- the hash ---- */

struct piece {
	const char *s;
	size_t n;
};

/* Every column of an event but its hash, as it lies in the database: a changed byte anywhere must show, so lengths are
 * the columns' own and not strlen()'s. */
struct sealed {
	int64_t seq, ticket, by, at, came, inbox;
	struct piece flow, code, digest, change;
};

/* What is digested, gathered first: libcrypto is slow to take it bit by bit. */
struct wax {
	EVP_MD_CTX *c;
	char bytes[1024];
	size_t n;
	bool bad;
};

static void seal_flush(struct wax *w)
{
	w->bad = w->bad || !EVP_DigestUpdate(w->c, w->bytes, w->n);
	w->n = 0;
}

static void seal_bytes(struct wax *w, const void *bytes, size_t n)
{
	if (n > sizeof(w->bytes) - w->n)
		seal_flush(w);
	if (n > sizeof(w->bytes)) {
		w->bad = w->bad || !EVP_DigestUpdate(w->c, bytes, n);
		return;
	}
	memcpy(w->bytes + w->n, bytes, n);
	w->n += n;
}

static void seal_piece(struct wax *w, struct piece p)
{
	seal_bytes(w, p.s, p.n);
	seal_bytes(w, "\n", 1);
}

static void seal_int(struct wax *w, int64_t v)
{
	char buffer[DECIMAL_BYTES];
	const char *digits = number_write(v, buffer);

	seal_piece(w, (struct piece){digits, strlen(digits)});
}

static void seal_hex(struct wax *w, struct piece p)
{
	char hex[HEX_BYTES(1)];

	for (size_t i = 0; i < p.n; i++) {
		hex_write(p.s + i, 1, hex);
		seal_bytes(w, hex, 2);
	}
	seal_bytes(w, "\n", 1);
}

static bool seal_event(struct wax *w, const unsigned char before[HASH_BYTES], const struct sealed *e,
		       unsigned char hash[HASH_BYTES])
{
	seal_bytes(w, before, HASH_BYTES);
	seal_int(w, e->seq);
	seal_int(w, e->ticket);
	seal_piece(w, e->flow);
	seal_piece(w, e->code);
	seal_int(w, e->by);
	seal_int(w, e->at);
	seal_int(w, e->came);
	seal_int(w, e->inbox);
	seal_hex(w, e->digest);
	seal_piece(w, e->change);
	seal_flush(w);
	return !w->bad && EVP_DigestFinal_ex(w->c, hash, NULL);
}

static bool seal(struct store *s, const unsigned char before[HASH_BYTES], const struct sealed *e,
		 unsigned char hash[HASH_BYTES])
{
	struct wax w;
	bool ok;

	w.c = EVP_MD_CTX_new();
	w.n = 0;
	w.bad = false;
	ok = w.c && EVP_DigestInit_ex(w.c, digest_kind(), NULL) && seal_event(&w, before, e, hash);
	EVP_MD_CTX_free(w.c);
	if (!ok)
		sql_fail(s, "libcrypto gives no SHA-256");
	return ok;
}

/* ---- writing ---- */

static struct piece piece(const char *s)
{
	return (struct piece){s, strlen(s)};
}

static bool write_event(struct store *s, const struct sealed *e, const unsigned char hash[HASH_BYTES])
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
	return sql_run(&q);
}

bool ledger_append(struct store *s, const struct event *e, int64_t came, int64_t inbox,
		   const unsigned char digest[HASH_BYTES], int64_t *seq)
{
	const struct sealed sealed = {
		.seq = s->now.seq + 1,
		.ticket = e->ticket,
		.by = e->by,
		.at = e->at,
		.came = came,
		.inbox = inbox,
		.flow = piece(e->flow),
		.code = piece(e->code),
		.digest = {(const char *)digest, HASH_BYTES},
		.change = piece(e->change),
	};
	unsigned char hash[HASH_BYTES];

	/* A line feed would let two different events have one hash. */
	if (strchr(e->flow, '\n') || strchr(e->code, '\n') || strchr(e->change, '\n'))
		return sql_refuse(s, "an event is one line");
	if (!seal(s, s->now.hash, &sealed, hash) || !write_event(s, &sealed, hash))
		return false;
	s->now.seq = sealed.seq;
	memcpy(s->now.hash, hash, HASH_BYTES);
	*seq = sealed.seq;
	return true;
}

/* ---- reading ---- */

#define EVENT "SELECT seq, ticket, flow, code, by, at, came, inbox, digest, change, hash FROM event "

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

/* Asked of the database and not of what is cached: another connection may have written. */
bool ledger_head(struct store *s, int64_t *seq, char hash[HASH_HEX])
{
	struct query q = sql(s, "SELECT seq, hash FROM event WHERE seq = (SELECT max(seq) FROM event)");

	*seq = 0;
	hex_write((const unsigned char[HASH_BYTES]){0}, HASH_BYTES, hash);
	if (sql_row(&q)) {
		*seq = sql_get_int(&q, 0);
		read_hash(&q, 1, hash);
	}
	return sql_end(&q);
}

bool ledger_replay(struct store *s, const struct flow *flow, int64_t ticket, int64_t text, struct ticket *out)
{
	struct query q = sql(s, "SELECT change, inbox FROM event WHERE ticket = ?1 ORDER BY seq");
	bool ok = true;
	size_t n = 0, length;

	ticket_blank(out, flow, ticket);
	sql_int(&q, ticket);
	while (ok && sql_row(&q)) {
		if (sql_get_int(&q, 1) >= text)
			break;
		ok = ticket_apply(out, sql_bytes(&q, 0, &length));
		n++;
	}
	return sql_end(&q) && ok && n > 0;
}

/* A ticket's clocks on their way through its events. */
struct replay {
	const struct clock_context *h;    /* NULL: they stay blank */
	const struct ledger_watch *watch; /* NULL: nobody looks on */
	struct ticket before;
	struct ticket *out;
	struct clock_state text_began[CLOCKS_MAX]; /* as they stood before the text whose events these are */
	int64_t text;
};

static bool replay_event(struct replay *r, struct query *q)
{
	char code[FLOW_NAME];
	size_t length;
	struct ledger_step e = {.before = &r->before, .after = r->out, .code = code};
	const struct code *c;

	sql_get(q, 3, code, sizeof(code));
	c = flow_code(r->out->flow, code);
	e.change = sql_bytes(q, 0, &length);
	e.text = sql_get_int(q, 1);
	e.at = sql_get_int(q, 2);
	e.seq = sql_get_int(q, 4);
	e.begins = e.text != r->text;
	e.undoes = c && c->does == DOES_UNDO;
	r->before = *r->out;
	if (!ticket_apply(r->out, e.change))
		return false;
	if (e.undoes) {
		memcpy(r->out->clocks, r->text_began, sizeof(r->text_began));
	} else {
		if (e.begins)
			memcpy(r->text_began, r->before.clocks, sizeof(r->text_began));
		if (r->h)
			clocks_follow(r->h, &r->before, r->out, c, e.at, NULL);
	}
	r->text = e.text;
	if (r->watch)
		r->watch->each(r->watch->ctx, &e);
	return true;
}

static bool replay(struct store *s, struct replay *r, const struct ticket *like, int64_t text)
{
	struct query q = sql(s, "SELECT change, inbox, at, code, seq FROM event WHERE ticket = ?1 ORDER BY seq");
	struct ticket blank;
	bool ok = true;
	size_t n = 0;

	sql_int(&q, like->number);
	*r->out = *like; /* for its words */
	ticket_blank(&blank, like->flow, like->number);
	ticket_restore(r->out, &blank);
	while (ok && sql_row(&q)) {
		if (sql_get_int(&q, 1) >= text)
			break;
		ok = replay_event(r, &q);
		n++;
	}
	return sql_end(&q) && ok && n > 0;
}

bool ledger_replay_clocks(struct store *s, const struct clock_context *h, const struct ticket *like, int64_t text,
			  struct ticket *out)
{
	struct replay *r = calloc(1, sizeof(*r));
	bool ok = r != NULL;

	if (r) {
		*r = (struct replay){.h = h, .out = out};
		ok = replay(s, r, like, text);
	}
	free(r);
	return ok;
}

bool ledger_replay_watched(struct store *s, const struct clock_context *h, const struct ticket *like,
			   const struct ledger_watch *w, struct ticket *out)
{
	struct replay *r = calloc(1, sizeof(*r));
	bool ok = r != NULL;

	if (r) {
		*r = (struct replay){.h = h, .watch = w, .out = out};
		ok = replay(s, r, like, INT64_MAX);
	}
	free(r);
	return ok;
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

bool ledger_moved(struct store *s, int64_t ticket, char code[FLOW_NAME], int64_t *by, int64_t *at)
{
	struct query q = sql(s, "SELECT code, by, at FROM event WHERE ticket = ?1 "
				"AND instr(' ' || change, ' state=') > 0 ORDER BY seq DESC LIMIT 1");
	bool found;

	sql_int(&q, ticket);
	found = sql_row(&q);
	if (found) {
		sql_get(&q, 0, code, FLOW_NAME);
		*by = sql_get_int(&q, 1);
		*at = sql_get_int(&q, 2);
	}
	return sql_end(&q) && found;
}

/* ---- the audit ---- */

/* The tickets of the second pass, one at a time: made again from its events, beside what the table says. */
struct audited {
	int64_t number;          /* 0: none yet */
	const struct flow *flow; /* NULL: no longer there, so nothing can be made again */
	struct ticket made;      /* from the events */
	struct ticket kept;      /* from the ticket's own row */
	char flow_name[FLOW_NAME];
	char state[FLOW_NAME];
	bool ended;
	int64_t columns[4]; /* machine, customer, station, lead */
};

struct audit {
	struct store *store;
	const struct flows *flows;
	char *why;
	size_t size;
	struct audited at;
	char change[CHANGE_BYTES];
};

static bool has_nothing_after(struct audit *a, const char *head, bool seen, int64_t last, const char *hash)
{
	if (!head || seen)
		return true;
	snprintf(a->why, a->size, "the tail after %s is missing: the ledger ends at event %" PRId64 ", %s", head, last,
		 hash);
	return false;
}

static void read_sealed(struct query *q, struct sealed *e)
{
	*e = (struct sealed){
		.seq = sql_get_int(q, 0),
		.ticket = sql_get_int(q, 1),
		.by = sql_get_int(q, 4),
		.at = sql_get_int(q, 5),
		.came = sql_get_int(q, 6),
		.inbox = sql_get_int(q, 7),
	};
	e->flow.s = sql_bytes(q, 2, &e->flow.n);
	e->code.s = sql_bytes(q, 3, &e->code.n);
	e->digest.s = sql_bytes(q, 8, &e->digest.n);
	e->change.s = sql_bytes(q, 9, &e->change.n);
}

static bool audit_chain(struct audit *a, const char *head)
{
	struct query q = sql(a->store, "/* whole */ " EVENT "ORDER BY seq");
	unsigned char hash[HASH_BYTES] = {0};
	char hex[HASH_HEX];
	int64_t last = 0;
	bool holds = true, seen;

	hex_write(hash, sizeof(hash), hex);
	seen = head && strcasecmp(head, hex) == 0;
	while (holds && sql_row(&q)) {
		struct sealed e;
		const char *kept;
		size_t n;

		read_sealed(&q, &e);
		kept = sql_bytes(&q, 10, &n);
		if (q.bad || !seal(a->store, hash, &e, hash))
			break;
		holds = n == HASH_BYTES && memcmp(kept, hash, n) == 0;
		if (!holds)
			snprintf(a->why, a->size,
				 "event %" PRId64 " does not follow from event %" PRId64
				 " before it: it was changed, or one between them is gone",
				 e.seq, last);
		last = e.seq;
		hex_write(hash, sizeof(hash), hex);
		seen = seen || (head && strcasecmp(head, hex) == 0);
	}
	return sql_end(&q) && holds && has_nothing_after(a, head, seen, last, hex);
}

/* What was purged or cut has a payload shorter than the length it came with. */
static bool audit_letter(struct audit *a, struct query *q)
{
	size_t n, m;
	const char *sealed = sql_bytes(q, 2, &n), *payload = sql_bytes(q, 4, &m);
	unsigned char hash[HASH_BYTES];

	if (sql_is_null(q, 3)) {
		snprintf(a->why, a->size, "the text of event %" PRId64 " is gone: inbox row %" PRId64 " is not there",
			 sql_get_int(q, 0), sql_get_int(q, 1));
		return false;
	}
	if ((int64_t)m != sql_get_int(q, 5))
		return true;
	if (!digest_of(payload, m, hash)) {
		sql_fail(a->store, "libcrypto gives no SHA-256");
		return false;
	}
	if (n == HASH_BYTES && memcmp(sealed, hash, n) == 0)
		return true;
	snprintf(a->why, a->size, "the text of event %" PRId64 " was changed: inbox row %" PRId64 " is not what came",
		 sql_get_int(q, 0), sql_get_int(q, 1));
	return false;
}

static bool audit_letters(struct audit *a)
{
	struct query q = sql(a->store, "/* whole */ SELECT e.seq, e.inbox, e.digest, i.id, i.payload, i.length "
				       "FROM event e LEFT JOIN inbox i ON i.id = e.inbox ORDER BY e.seq");
	bool holds = true;

	while (holds && sql_row(&q))
		holds = audit_letter(a, &q) && !q.bad;
	return sql_end(&q) && holds;
}

static bool differs(struct audit *a, const char *what)
{
	snprintf(a->why, a->size, "ticket %" PRId64 " is not what its events make of it: its %s differs", a->at.number,
		 what);
	return false;
}

/* All events of the ticket have been applied: is that how it stands? */
static bool audit_finished(struct audit *a)
{
	static const char *const names[4] = {"machine", "customer", "station", "lead engineer"};
	const struct audited *at = &a->at;
	const int64_t made[4] = {at->made.machine, at->made.customer, at->made.station, at->made.lead};
	const struct state *state;

	if (!at->number || !at->flow)
		return true;
	if (!ticket_diff(&at->made, &at->kept, a->change) || a->change[0])
		return differs(a, a->change[0] ? a->change : "standing");
	for (size_t i = 0; i < 4; i++)
		if (made[i] != at->columns[i])
			return differs(a, names[i]);
	if (at->made.state < 0)
		return true; /* the flow's file no longer knows that state, and so not whether it ends */
	state = &at->flow->states[at->made.state];
	if (strcmp(state->name, at->state) != 0)
		return differs(a, "state");
	return state->ends == at->ended || differs(a, "being open or ended");
}

/* The first event of a ticket: takes what the ticket's row says. */
static bool audit_begins(struct audit *a, struct query *q)
{
	struct audited *at = &a->at;
	size_t n;

	*at = (struct audited){.number = sql_get_int(q, 1), .ended = !sql_is_null(q, 7)};
	if (sql_is_null(q, 4)) {
		snprintf(a->why, a->size, "event %" PRId64 " speaks of ticket %" PRId64 ", which is not there",
			 sql_get_int(q, 0), at->number);
		return false;
	}
	sql_get(q, 5, at->flow_name, sizeof(at->flow_name));
	sql_get(q, 6, at->state, sizeof(at->state));
	for (int i = 0; i < 4; i++)
		at->columns[i] = sql_get_int(q, 9 + i);
	at->flow = flows_find(a->flows, at->flow_name);
	if (!at->flow)
		return true;
	ticket_blank(&at->made, at->flow, at->number);
	ticket_blank(&at->kept, at->flow, at->number);
	return ticket_apply(&at->kept, sql_bytes(q, 8, &n)) || differs(a, "standing");
}

static bool audit_event(struct audit *a, struct query *q)
{
	char flow[FLOW_NAME];
	size_t n;

	if (sql_get_int(q, 1) != a->at.number && (!audit_finished(a) || !audit_begins(a, q)))
		return false;
	sql_get(q, 2, flow, sizeof(flow));
	if (strcmp(flow, a->at.flow_name) != 0)
		return differs(a, "flow");
	if (!a->at.flow || ticket_apply(&a->at.made, sql_bytes(q, 3, &n)))
		return true;
	snprintf(a->why, a->size, "event %" PRId64 " cannot be made again", sql_get_int(q, 0));
	return false;
}

static bool audit_tickets(struct audit *a)
{
	/* Event 0 is about no ticket. By the index, in its order, so that nothing is sorted in memory. */
	struct query q = sql(a->store, "/* whole */ SELECT e.seq, e.ticket, e.flow, e.change, t.number, t.flow, "
				       "t.state, t.ended, t.standing, t.machine, t.customer, t.station, t.lead "
				       "FROM event e INDEXED BY event_ticket LEFT JOIN ticket t ON t.number = e.ticket "
				       "WHERE e.ticket <> 0 ORDER BY e.ticket, e.seq");
	bool holds = true;

	while (holds && sql_row(&q))
		holds = audit_event(a, &q) && !q.bad;
	return sql_end(&q) && holds && audit_finished(a);
}

static bool audit_orphans(struct audit *a)
{
	struct query q = sql(a->store, "/* whole */ SELECT number FROM ticket t "
				       "WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.ticket = t.number) LIMIT 1");
	bool found = sql_row(&q);

	if (found)
		snprintf(a->why, a->size,
			 "ticket %" PRId64 " has no events: they are gone, or it was made past the "
			 "ledger",
			 sql_get_int(&q, 0));
	return sql_end(&q) && !found;
}

bool ledger_audit(struct store *s, const struct flows *flows, const char *head, char *why, size_t size)
{
	struct audit *a = calloc(1, sizeof(*a));
	bool own = !s->open, holds = false;

	why[0] = '\0';
	if (!a) {
		snprintf(why, size, "out of memory");
		return false;
	}
	*a = (struct audit){.store = s, .flows = flows, .why = why, .size = size};
	/* One transaction, so that a gateway that goes on writing shows the same to all four. */
	if (!own || sql_check(s, sql_exec(s, "BEGIN")))
		holds = audit_chain(a, head) && audit_letters(a) && audit_tickets(a) && audit_orphans(a);
	if (own && !sqlite3_get_autocommit(s->db))
		holds = sql_check(s, sql_exec(s, "ROLLBACK")) && holds;
	if (!holds && !why[0])
		snprintf(why, size, "%s", s->why);
	free(a);
	return holds;
}
