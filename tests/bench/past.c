#include "tests/bench/past.h"

#include <inttypes.h>
#include <openssl/evp.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "handlers/model/change.h"
#include "handlers/model/ticket.h"
#include "handlers/model/ticket_number.h"
#include "tests/bench/dealer.h"
#include "tests/bench/inside.h"

#define FIRST_NUMBER 1000
#define INDEXES_MAX 64
#define HOUR 3600000LL
#define FAILS_ONE_IN 100                          /* texts */
#define DIGEST "0123456789abcdef0123456789abcdef" /* of a text: any 32 bytes */

struct past {
	sqlite3 *db;
	sqlite3_stmt *inbox, *outbox, *ticket, *event;
	const struct flow *flow;
	unsigned char hash[32];
	int64_t seq, letter, posted;
	uint64_t random;
	char *indexes[INDEXES_MAX];
	size_t indexes_n;
	bool ok;
};

static void run(struct past *p, const char *text)
{
	char *error = NULL;

	if (!p->ok)
		return;
	p->ok = sqlite3_exec(p->db, text, NULL, NULL, &error) == SQLITE_OK;
	if (!p->ok)
		fprintf(stderr, "bench: %s: %s\n", text, error ? error : "");
	sqlite3_free(error);
}

static sqlite3_stmt *prepare(struct past *p, const char *text)
{
	sqlite3_stmt *q = NULL;

	if (sqlite3_prepare_v2(p->db, text, -1, &q, NULL) != SQLITE_OK) {
		fprintf(stderr, "bench: %s\n", sqlite3_errmsg(p->db));
		p->ok = false;
	}
	return q;
}

static void step(struct past *p, sqlite3_stmt *q)
{
	if (sqlite3_step(q) != SQLITE_DONE) {
		fprintf(stderr, "bench: %s\n", sqlite3_errmsg(p->db));
		p->ok = false;
	}
	sqlite3_reset(q);
}

static uint64_t draw(struct past *p)
{
	p->random ^= p->random << 13;
	p->random ^= p->random >> 7;
	p->random ^= p->random << 17;
	return p->random;
}

/* ---- indexes and triggers, which are made again at the end ---- */

static void drop(struct past *p)
{
	sqlite3_stmt *q = prepare(p, "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL "
				     "AND (type = 'trigger' OR (type = 'index' AND tbl_name IN "
				     "('inbox', 'outbox', 'ticket', 'event')))");
	char line[256];

	while (q && p->indexes_n < INDEXES_MAX && sqlite3_step(q) == SQLITE_ROW) {
		p->indexes[p->indexes_n++] =
			sqlite3_mprintf("DROP %s %s", sqlite3_column_text(q, 0), sqlite3_column_text(q, 1));
		p->indexes[p->indexes_n++] = sqlite3_mprintf("%s", sqlite3_column_text(q, 2));
	}
	sqlite3_finalize(q);
	for (size_t i = 0; i < p->indexes_n; i += 2) {
		snprintf(line, sizeof(line), "%s", p->indexes[i]);
		run(p, line);
	}
}

static void make_again(struct past *p)
{
	for (size_t i = 0; i < p->indexes_n; i++) {
		if (i % 2)
			run(p, p->indexes[i]);
		sqlite3_free(p->indexes[i]);
	}
}

/* ---- rows ---- */

/* As db/ledger/ledger.h has it. */
static void seal(struct past *p, int64_t number, const char *code, int64_t at, const char *change)
{
	char line[CHANGE_BYTES + 512], hex[65];
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	int n;

	for (size_t i = 0; i < 32; i++)
		snprintf(hex + 2 * i, 3, "%02x", (unsigned char)DIGEST[i]);
	n = snprintf(line, sizeof(line),
		     "%" PRId64 "\n%" PRId64 "\nrepair\n%s\n0\n%" PRId64 "\n%" PRId64 "\n%" PRId64 "\n%s\n%s\n", p->seq,
		     number, code, at, at, p->letter, hex, change);
	if (!c || !EVP_DigestInit_ex(c, EVP_sha256(), NULL) || !EVP_DigestUpdate(c, p->hash, 32) ||
	    !EVP_DigestUpdate(c, line, (size_t)n) || !EVP_DigestFinal_ex(c, p->hash, NULL))
		p->ok = false;
	EVP_MD_CTX_free(c);
}

static void add_letter(struct past *p, int64_t number, int64_t person, int64_t at)
{
	char key[40];
	uint64_t digest[4] = {draw(p), draw(p), draw(p), draw(p)};

	snprintf(key, sizeof(key), "past-%" PRId64, ++p->letter);
	sqlite3_bind_int64(p->inbox, 1, p->letter);
	sqlite3_bind_text(p->inbox, 2, key, -1, SQLITE_STATIC);
	sqlite3_bind_int64(p->inbox, 3, at);
	sqlite3_bind_int64(p->inbox, 4, person);
	sqlite3_bind_blob(p->inbox, 5, digest, sizeof(digest), SQLITE_STATIC);
	sqlite3_bind_int64(p->inbox, 6, number);
	step(p, p->inbox);
}

static void add_text(struct past *p, int64_t number, int64_t person, int64_t at)
{
	uint64_t uuid[2] = {draw(p), draw(p)};

	sqlite3_bind_int64(p->outbox, 1, ++p->posted);
	sqlite3_bind_blob(p->outbox, 2, uuid, sizeof(uuid), SQLITE_STATIC);
	sqlite3_bind_int64(p->outbox, 3, p->letter);
	sqlite3_bind_int64(p->outbox, 4, number);
	sqlite3_bind_int64(p->outbox, 5, person);
	sqlite3_bind_int64(p->outbox, 6, at);
	sqlite3_bind_text(p->outbox, 7, p->posted % FAILS_ONE_IN ? "sent" : "failed", -1, SQLITE_STATIC);
	step(p, p->outbox);
}

static void add_event(struct past *p, const char *code, int64_t at, const struct ticket *a, const struct ticket *b)
{
	char change[CHANGE_BYTES];

	p->seq++;
	p->ok = p->ok && change_between(a, b, change);
	seal(p, b->number, code, at, change);
	sqlite3_bind_int64(p->event, 1, p->seq);
	sqlite3_bind_int64(p->event, 2, b->number);
	sqlite3_bind_text(p->event, 3, code, -1, SQLITE_STATIC);
	sqlite3_bind_int64(p->event, 4, at);
	sqlite3_bind_int64(p->event, 5, p->letter);
	sqlite3_bind_text(p->event, 6, change, -1, SQLITE_STATIC);
	sqlite3_bind_blob(p->event, 7, p->hash, 32, SQLITE_STATIC);
	step(p, p->event);
}

static void add_row(struct past *p, const struct ticket *blank, const struct ticket *t, int64_t opened, int64_t ended)
{
	char standing[CHANGE_BYTES];

	p->ok = p->ok && change_between(blank, t, standing);
	sqlite3_bind_int64(p->ticket, 1, t->number);
	sqlite3_bind_int64(p->ticket, 2, ended);
	sqlite3_bind_int64(p->ticket, 3, opened);
	sqlite3_bind_int64(p->ticket, 4, t->machine);
	sqlite3_bind_int64(p->ticket, 5, t->customer);
	sqlite3_bind_int64(p->ticket, 6, t->station);
	sqlite3_bind_int64(p->ticket, 7, t->lead);
	sqlite3_bind_text(p->ticket, 8, standing, -1, SQLITE_STATIC);
	step(p, p->ticket);
}

static int state_of(const struct flow *f, const char *name)
{
	for (size_t i = 0; i < f->states_n; i++)
		if (strcmp(f->states[i].name, name) == 0)
			return (int)i;
	return -1;
}

static void add_ticket(struct past *p, size_t i, int64_t opened)
{
	static struct ticket blank, open, closed;
	size_t machine = draw(p) % POOL;
	int64_t number = ticket_number(FIRST_NUMBER + (int64_t)i),
		engineer = 2 * STATIONS + 1 + (int64_t)(draw(p) % ENGINEERS);

	ticket_blank(&blank, p->flow, number);
	open = blank;
	open.state = state_of(p->flow, "reported");
	open.nodes[0] = (struct node){NODE_STAMPED, opened};
	open.machine = (int64_t)machine + 1;
	open.customer = 2 * STATIONS + ENGINEERS + FEW + 1 + (int64_t)(machine % CUSTOMERS);
	open.station = (int64_t)(machine % STATIONS) + 1;
	closed = open;
	closed.state = state_of(p->flow, "closed");
	closed.lead = engineer;
	for (size_t n = 1; n < p->flow->nodes_n; n++)
		closed.nodes[n] = (struct node){NODE_STAMPED, opened + (int64_t)n * HOUR};
	add_row(p, &blank, &closed, opened, opened + 9 * HOUR);
	add_letter(p, number, open.customer, opened);
	add_event(p, "open", opened, &blank, &open);
	add_text(p, number, open.station, opened);
	add_letter(p, number, engineer, opened + 9 * HOUR);
	add_event(p, "close", opened + 9 * HOUR, &open, &closed);
	add_text(p, number, engineer, opened + 9 * HOUR);
	add_text(p, number, open.customer, opened + 9 * HOUR);
}

#define FAULT "发动机无法启动，仪表盘报警，已经停在矿区一号坑口"
#define SAYS                                                                                                                             \
	"工单 EC210-0042：李雷（+8613800000011）报到达，已在工地。离开时请回：修复 维修内容；或：待件 " \
	"原因；或：未修复 原因"

static void prepare_all(struct past *p)
{
	p->inbox = prepare(
		p, "INSERT INTO inbox (id, kind, channel, key, came, sent, sender, person, moment, payload, length, "
		   "digest, outcome, ticket, answer) VALUES (?1, 'mo', 'sms', ?2, ?3, ?3, '+8613800000011', ?4, ?3, "
		   "CAST('{\"id\":\"past\",\"from\":\"+8613800000011\",\"text\":\"到达 12345\"}' AS BLOB), 60, ?5, "
		   "'done', ?6, '" SAYS "')");
	p->outbox = prepare(
		p, "INSERT INTO outbox (id, uuid, inbox, ticket, person, number, channel, answer, template, params, "
		   "text, encoding, segments, created, expires, state, state_at) VALUES (?1, ?2, ?3, ?4, ?5, "
		   "'+8613800000011', 'sms', 0, 'arrived.staff', '{\"ticket\":\"12345\",\"serial\":\"EC210-0042\","
		   "\"lead\":\"李雷\"}', '" SAYS "', 'ucs2', 2, ?6, ?6 + 43200000, ?7, ?6)");
	p->ticket =
		prepare(p, "INSERT INTO ticket (number, flow, state, ended, opened, machine, customer, station, lead, "
			   "standing, fault) VALUES (?1, 'repair', 'closed', ?2, ?3, ?4, ?5, ?6, ?7, ?8, '" FAULT "')");
	p->event = prepare(p, "INSERT INTO event (seq, ticket, flow, code, by, at, came, inbox, digest, change, hash) "
			      "VALUES (?1, ?2, 'repair', ?3, 0, ?4, ?4, ?5, CAST('" DIGEST "' AS BLOB), ?6, ?7)");
}

static void finalize_all(struct past *p)
{
	sqlite3_finalize(p->inbox);
	sqlite3_finalize(p->outbox);
	sqlite3_finalize(p->ticket);
	sqlite3_finalize(p->event);
}

static bool write_past(const char *database, const struct flow *flow, size_t tickets)
{
	struct past p = {.flow = flow, .random = 88172645463325252ULL, .ok = true};
	int64_t now = (int64_t)time(NULL) * 1000, start = now - (int64_t)tickets * 12000;
	char line[128];

	if (sqlite3_open_v2(database, &p.db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
		return false;
	run(&p, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; PRAGMA "
		"foreign_keys = OFF; "
		"PRAGMA locking_mode = EXCLUSIVE; PRAGMA threads = 2; BEGIN");
	drop(&p);
	prepare_all(&p);
	for (size_t i = 0; p.ok && i < tickets; i++)
		add_ticket(&p, i, start + (int64_t)i * 12000 - 10 * HOUR);
	finalize_all(&p);
	snprintf(line, sizeof(line), "INSERT OR REPLACE INTO meta (key, value) VALUES ('next_ticket', '%zu')",
		 FIRST_NUMBER + tickets);
	run(&p, line);
	make_again(&p);
	run(&p, "COMMIT; PRAGMA journal_mode = DELETE");
	sqlite3_close(p.db);
	return p.ok;
}

/* What the batches left is taken for sent. */
static bool calm(const char *database)
{
	struct past p = {.ok = true};

	if (sqlite3_open_v2(database, &p.db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
		return false;
	run(&p,
	    "BEGIN; UPDATE outbox SET state = 'sent' WHERE state = 'ready'; INSERT OR REPLACE INTO meta (key, value) "
	    "SELECT 'published', CAST(max(seq) AS TEXT) FROM event; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
	sqlite3_close(p.db);
	return p.ok;
}

bool past_make(const char *config, const char *database, size_t tickets)
{
	struct inside *in = inside_open(config, ":memory:"); /* for the rules */
	bool ok;

	if (!in)
		return false;
	ok = write_past(database, inside_flow(in), tickets > POOL ? tickets - POOL : 0);
	inside_close(in);
	if (!ok || !(in = inside_open(config, database)))
		return false;
	ok = inside_begin_pool(in, database);
	inside_close(in);
	return ok && calm(database);
}
