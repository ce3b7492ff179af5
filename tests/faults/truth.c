#include "tests/faults/truth.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/gateway/peer.h"

#define EXAMPLES 3

struct truth {
	sqlite3 *db;
	int64_t mts, behind, last_event;
	sqlite3_stmt *job, *taken, *due, *mt, *mt_again, *event, *event_again, *amiss, *killed, *reported;
};

/* told.overtaken: when, or 0; told.first and .last: when it was heard. */
static const char schema[] =
	"CREATE TABLE job (job INTEGER PRIMARY KEY, ticket INTEGER);"
	"CREATE TABLE taken (key TEXT PRIMARY KEY, job INTEGER, code TEXT);"
	"CREATE TABLE due (job INTEGER, template TEXT, number TEXT);"
	"CREATE TABLE mt (uuid TEXT PRIMARY KEY, times INTEGER, last INTEGER) WITHOUT ROWID;"
	"CREATE TABLE told (seq INTEGER PRIMARY KEY, times INTEGER, overtaken INTEGER, last INTEGER, first INTEGER);"
	"CREATE TABLE amiss (what TEXT);"
	"CREATE TABLE reported (uuid TEXT PRIMARY KEY);"
	"CREATE TABLE killed (at INTEGER, gateway INTEGER, broker INTEGER);"
	"CREATE INDEX killed_at ON killed (at)";

static void must(const struct truth *t, int rc, const char *what)
{
	if (rc != SQLITE_OK && rc != SQLITE_DONE && rc != SQLITE_ROW)
		peer_die("the truth: %s: %s", what, sqlite3_errmsg(t->db));
}

static void run(const struct truth *t, const char *sql)
{
	must(t, sqlite3_exec(t->db, sql, NULL, NULL, NULL), sql);
}

static sqlite3_stmt *prepare(const struct truth *t, const char *sql)
{
	sqlite3_stmt *q;

	must(t, sqlite3_prepare_v2(t->db, sql, -1, &q, NULL), sql);
	return q;
}

static void step(const struct truth *t, sqlite3_stmt *q)
{
	must(t, sqlite3_step(q), sqlite3_sql(q));
	sqlite3_reset(q);
}

static void bind_text(const struct truth *t, sqlite3_stmt *q, int i, const char *s)
{
	must(t, sqlite3_bind_text(q, i, s, -1, SQLITE_TRANSIENT), "bind");
}

static int64_t now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_REALTIME, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

struct truth *truth_new(void)
{
	struct truth *t = calloc(1, sizeof(*t));

	if (!t)
		peer_die("out of memory");
	must(t, sqlite3_open_v2(":memory:", &t->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI, NULL),
	     "open");
	run(t, schema);
	t->job = prepare(t, "INSERT OR REPLACE INTO job VALUES (?1, ?2)");
	t->taken = prepare(t, "INSERT INTO taken VALUES (?1, ?2, ?3)");
	t->due = prepare(t, "INSERT INTO due VALUES (?1, ?2, ?3)");
	t->mt = prepare(t, "INSERT OR IGNORE INTO mt VALUES (?1, 1, ?2)");
	t->mt_again = prepare(t, "UPDATE mt SET times = times + 1, last = ?2 WHERE uuid = ?1");
	t->event = prepare(t, "INSERT OR IGNORE INTO told VALUES (?1, 1, ?3, ?2, ?2)");
	t->event_again = prepare(t, "UPDATE told SET times = times + 1, last = ?2 WHERE seq = ?1");
	t->amiss = prepare(t, "INSERT INTO amiss VALUES (?1)");
	t->reported = prepare(t, "INSERT OR IGNORE INTO reported VALUES (?1)");
	t->killed = prepare(t, "INSERT INTO killed VALUES (?1, ?2, ?3)");
	return t;
}

void truth_free(struct truth *t)
{
	sqlite3_stmt *q;

	if (!t)
		return;
	while ((q = sqlite3_next_stmt(t->db, NULL)))
		sqlite3_finalize(q);
	sqlite3_close(t->db);
	free(t);
}

/* ---- taking notes ---- */

void truth_job(struct truth *t, int job, int64_t ticket)
{
	sqlite3_bind_int(t->job, 1, job);
	sqlite3_bind_int64(t->job, 2, ticket);
	step(t, t->job);
}

void truth_taken(struct truth *t, const char *key, int job, const char *code)
{
	bind_text(t, t->taken, 1, key);
	sqlite3_bind_int(t->taken, 2, job);
	bind_text(t, t->taken, 3, code);
	step(t, t->taken);
	t->behind++;
}

void truth_due(struct truth *t, int job, const char *template, const char *number)
{
	sqlite3_bind_int(t->due, 1, job);
	bind_text(t, t->due, 2, template);
	bind_text(t, t->due, 3, number);
	step(t, t->due);
	t->behind++;
}

static bool note_heard(struct truth *t, sqlite3_stmt *first, sqlite3_stmt *again, const char *key, bool overtaken)
{
	bind_text(t, first, 1, key);
	sqlite3_bind_int64(first, 2, now());
	if (first == t->event)
		sqlite3_bind_int64(first, 3, overtaken ? now() : 0);
	step(t, first);
	if (sqlite3_changes(t->db)) {
		t->behind--;
		return true;
	}
	bind_text(t, again, 1, key);
	sqlite3_bind_int64(again, 2, now());
	step(t, again);
	return false;
}

/* As hex() writes it. */
static void without_dashes(const char *uuid, char plain[37])
{
	size_t n = 0;

	for (; *uuid && n < 36; uuid++)
		if (*uuid != '-')
			plain[n++] = *uuid;
	plain[n] = '\0';
}

bool truth_heard_mt(struct truth *t, const char *uuid)
{
	char plain[37];

	without_dashes(uuid, plain);
	t->mts++;
	return note_heard(t, t->mt, t->mt_again, plain, false);
}

void truth_reported(struct truth *t, const char *uuid)
{
	char plain[37];

	without_dashes(uuid, plain);
	bind_text(t, t->reported, 1, plain);
	step(t, t->reported);
}

void truth_heard_event(struct truth *t, int64_t seq)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRId64, seq);
	note_heard(t, t->event, t->event_again, text, seq < t->last_event);
	if (t->last_event < seq)
		t->last_event = seq;
}

void truth_rejected(struct truth *t, const char *payload)
{
	bind_text(t, t->amiss, 1, payload);
	step(t, t->amiss);
}

void truth_killed(struct truth *t, bool gateway, bool broker)
{
	sqlite3_bind_int64(t->killed, 1, now());
	sqlite3_bind_int(t->killed, 2, gateway);
	sqlite3_bind_int(t->killed, 3, broker);
	step(t, t->killed);
}

int64_t truth_mts(const struct truth *t)
{
	return t->mts;
}

int64_t truth_behind(const struct truth *t)
{
	return t->behind;
}

/* ---- comparing ---- */

/* `due` with its tickets, and the outbox with ids as they were heard. */
static const char beside[] =
	"CREATE INDEX job_ticket ON job (ticket);"
	"CREATE INDEX taken_job ON taken (job, code);"
	"CREATE TABLE expected AS SELECT ticket, template, number FROM due LEFT JOIN job USING (job);"
	"CREATE INDEX expected_all ON expected (ticket, template, number);"
	"CREATE TABLE posted AS SELECT lower(hex(uuid)) AS uuid, ticket, template, number, state, created, state_at"
	" FROM g.outbox WHERE template <> 'help';"
	"CREATE INDEX posted_all ON posted (ticket, template, number);"
	"CREATE UNIQUE INDEX posted_uuid ON posted (uuid);"
	"CREATE INDEX posted_created ON posted (created);"
	"DELETE FROM mt WHERE uuid IN (SELECT lower(hex(uuid)) FROM g.outbox WHERE template = 'help')";

/* The broker writes to its disk after it has acknowledged, at the latest with the fiftieth change and what it had read by then.
 * So a kill may take an MT along as long as few were marked that had been decided after it was marked itself, and an event
 * as long as few later ones were heard. */
#define UNSAVED "128"
#define MT_BROKEN                                                                                             \
	"(state = 'sent' AND EXISTS (SELECT 1 FROM killed WHERE broker AND at >= posted.created AND " UNSAVED \
	" > (SELECT count(*) FROM (SELECT 1 FROM posted later WHERE later.created >= posted.state_at"         \
	" AND later.state_at <= at LIMIT " UNSAVED "))))"
#define EVENT_BROKEN                                                                                        \
	"EXISTS (SELECT 1 FROM killed WHERE broker AND at >= e.came AND " UNSAVED                           \
	" > (SELECT count(*) FROM (SELECT 1 FROM told later WHERE later.seq > e.seq AND later.first <= at " \
	"LIMIT " UNSAVED ")))"

struct check {
	const char *what, *sql; /* each row is a fault */
};

static const struct check checks[] = {
	{"MOs lost",
	 "SELECT key FROM taken t WHERE NOT EXISTS (SELECT 1 FROM g.inbox i WHERE i.key = t.key"
	 " AND i.kind = iif(t.code = 'open', 'open', 'mo') AND i.channel = iif(t.code = 'open', '', 'sms'))"},
	{"MOs refused", "SELECT key || ' ' || outcome || ' ' || coalesce(why, '') FROM g.inbox"
			" WHERE outcome NOT IN ('done', 'opened', 'answered', 'report')"},
	{"inputs rejected", "SELECT what FROM amiss"},
	{"moves doubled", "SELECT ticket || ' ' || code FROM g.event GROUP BY ticket, code HAVING count(*) > 1"},
	{"moves lost",
	 "SELECT job.ticket || ' ' || taken.code FROM taken JOIN job USING (job)"
	 " WHERE NOT EXISTS (SELECT 1 FROM g.event e WHERE e.ticket = job.ticket AND e.code = taken.code)"},
	{"moves nobody sent", "SELECT e.ticket || ' ' || e.code FROM g.event e WHERE NOT EXISTS"
			      " (SELECT 1 FROM job JOIN taken USING (job) WHERE ticket = e.ticket AND code = e.code)"},
	{"tickets opened twice or by nobody",
	 "SELECT number FROM g.ticket WHERE number NOT IN (SELECT ticket FROM job)"},
	{"tickets not closed, or a node not stamped",
	 "SELECT number || ' ' || state FROM g.ticket WHERE state <> 'closed' OR ended IS NULL OR standing LIKE "
	 "'%missed%'"
	 " OR standing NOT LIKE '%node.reported=%node.answered=%node.dispatched=%node.departed=%node.arrived=%"
	 "node.repaired=%node.resolved=%node.closed=%'"},
	{"MTs missing in the outbox",
	 "SELECT ticket || ' ' || template || ' ' || number FROM expected e WHERE NOT EXISTS (SELECT 1 FROM posted p"
	 " WHERE p.ticket = e.ticket AND p.template = e.template AND p.number = e.number)"},
	{"MTs that are not due", "SELECT ticket || ' ' || template || ' ' || number FROM posted p WHERE NOT EXISTS"
				 " (SELECT 1 FROM expected e WHERE p.ticket = e.ticket AND p.template = e.template"
				 " AND p.number = e.number)"},
	{"MTs decided twice", "SELECT ticket || ' ' || template || ' ' || number FROM posted"
			      " GROUP BY ticket, template, number HAVING count(*) > 1"},
	{"MTs that do not lie in the order of their inputs",
	 "SELECT b.id FROM g.outbox a JOIN g.outbox b ON b.id = a.id + 1 WHERE b.inbox < a.inbox"},
	{"MTs heard that are not on disk", "SELECT uuid FROM mt WHERE uuid NOT IN (SELECT uuid FROM posted)"},
	{"MTs not marked as sent", "SELECT uuid || ' ' || state FROM posted WHERE state NOT IN ('sent', 'delivered')"},
	{"reports lost", "SELECT uuid FROM reported WHERE uuid NOT IN"
			 " (SELECT lower(hex(uuid)) FROM g.outbox WHERE state = 'delivered')"},
	{"reports nobody sent", "SELECT uuid FROM posted WHERE state = 'delivered' AND uuid NOT IN"
				" (SELECT uuid FROM reported)"},
	{"MTs lost", "SELECT ticket || ' ' || template || ' ' || number || ' ' || state FROM posted"
		     " WHERE uuid NOT IN (SELECT uuid FROM mt) AND NOT " MT_BROKEN},
	{"MTs repeated without a kill", "SELECT uuid FROM mt JOIN posted USING (uuid) WHERE times > 1 AND NOT EXISTS"
					" (SELECT 1 FROM killed WHERE at BETWEEN created AND last)"},
	{"events heard that are not on disk", "SELECT seq FROM told WHERE seq NOT IN (SELECT seq FROM g.event)"},
	/* What a killed broker lost after its PUBACK, a killed gateway may bring back that had not marked it yet. */
	{"events overtaken by later ones",
	 "SELECT seq FROM told JOIN g.event USING (seq) WHERE overtaken AND NOT EXISTS"
	 " (SELECT 1 FROM killed WHERE broker AND at BETWEEN came AND overtaken)"},
	{"events lost", "SELECT seq FROM g.event e WHERE seq NOT IN (SELECT seq FROM told) AND NOT " EVENT_BROKEN},
	{"events repeated without a kill",
	 "SELECT seq FROM told JOIN g.event USING (seq) WHERE times > 1 AND NOT EXISTS"
	 " (SELECT 1 FROM killed WHERE at BETWEEN came AND last)"},
};

static const struct check figures[] = {
	{"kills of the gateway alone", "SELECT count(*) FROM killed WHERE gateway AND NOT broker"},
	{"kills of the broker alone", "SELECT count(*) FROM killed WHERE broker AND NOT gateway"},
	{"kills of both", "SELECT count(*) FROM killed WHERE broker AND gateway"},
	{"MOs taken", "SELECT count(*) FROM taken"},
	{"moves in the ledger", "SELECT count(*) FROM g.event"},
	{"tickets", "SELECT count(*) FROM g.ticket"},
	{"MTs in the outbox", "SELECT count(*) FROM posted"},
	{"MTs heard again, under their ids", "SELECT coalesce(sum(times - 1), 0) FROM mt"},
	{"MTs that the killed broker lost after its PUBACK",
	 "SELECT count(*) FROM posted WHERE uuid NOT IN (SELECT uuid FROM mt) AND " MT_BROKEN},
	{"MTs reported as delivered", "SELECT count(*) FROM reported"},
	{"reports taken, again and again", "SELECT count(*) FROM g.inbox WHERE kind = 'dlr'"},
	{"events heard", "SELECT count(*) FROM told"},
	{"events heard again", "SELECT coalesce(sum(times - 1), 0) FROM told"},
	{"events that the killed broker lost", "SELECT count(*) FROM g.event WHERE seq NOT IN (SELECT seq FROM told)"},
};

static int64_t count_rows(const struct truth *t, const struct check *c, FILE *out)
{
	sqlite3_stmt *q = prepare(t, c->sql);
	int64_t n = 0;
	int rc;

	while ((rc = sqlite3_step(q)) == SQLITE_ROW)
		if (n++ < EXAMPLES)
			fprintf(out, "      %s: %.200s\n", c->what, (const char *)sqlite3_column_text(q, 0));
	must(t, rc, c->sql);
	sqlite3_finalize(q);
	return n;
}

static int64_t count(const struct truth *t, const char *sql)
{
	sqlite3_stmt *q = prepare(t, sql);
	int64_t n;

	must(t, sqlite3_step(q), sql);
	n = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	return n;
}

static void lay_beside(const struct truth *t, const char *database)
{
	char attach[700];

	snprintf(attach, sizeof(attach), "ATTACH 'file:%s?mode=ro' AS g", database);
	run(t, attach);
	run(t, beside);
}

bool truth_holds(struct truth *t, const char *database, FILE *out, int64_t *lost)
{
	bool good = true;

	lay_beside(t, database);
	for (size_t i = 0; i < sizeof(figures) / sizeof(*figures); i++)
		fprintf(out, "%8" PRId64 "  %s\n", count(t, figures[i].sql), figures[i].what);
	for (size_t i = 0; i < sizeof(checks) / sizeof(*checks); i++) {
		int64_t n = count_rows(t, &checks[i], out);

		fprintf(out, "%8" PRId64 "  %s%s\n", n, checks[i].what, n ? "  <-- must be 0" : "");
		good = good && n == 0;
		if (i == 0)
			*lost = n;
	}
	run(t, "DETACH g");
	return good;
}
