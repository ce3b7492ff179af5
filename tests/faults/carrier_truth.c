#include "tests/faults/carrier_truth.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "tests/gateway/peer.h"

#define EXAMPLES 3
#define BUSY_MS 60000

struct carrier_truth {
	sqlite3 *db;
	int kills, crashes;
};

static const char schema[] =
	"CREATE TABLE job (job INTEGER PRIMARY KEY, key TEXT UNIQUE, mts INTEGER);"
	"CREATE TABLE said (ticket INTEGER, code TEXT, phone TEXT, words TEXT, crashes INTEGER, repeats INTEGER);"
	"CREATE TABLE crash (n INTEGER PRIMARY KEY);"
	"CREATE TABLE at_crash (id INTEGER PRIMARY KEY);"
	"CREATE TABLE killed (n INTEGER PRIMARY KEY, under_way INTEGER);"
	"CREATE TABLE under_way (id INTEGER, kill INTEGER);"
	"CREATE TABLE phone (number TEXT, words TEXT, whole INTEGER);"
	"CREATE INDEX phone_words ON phone (number, words);"
	"CREATE TABLE parked (id INTEGER PRIMARY KEY, came INTEGER, error TEXT);";

static void must(const struct carrier_truth *t, int rc, const char *what)
{
	if (rc != SQLITE_OK && rc != SQLITE_DONE && rc != SQLITE_ROW)
		peer_die("the truth: %s: %s", what, sqlite3_errmsg(t->db));
}

static void run(const struct carrier_truth *t, const char *sql)
{
	must(t, sqlite3_exec(t->db, sql, NULL, NULL, NULL), sql);
}

static sqlite3_stmt *prepare(const struct carrier_truth *t, const char *sql)
{
	sqlite3_stmt *q;

	must(t, sqlite3_prepare_v2(t->db, sql, -1, &q, NULL), sql);
	return q;
}

/* The statement is done with. */
static void finish(const struct carrier_truth *t, sqlite3_stmt *q)
{
	must(t, sqlite3_step(q), sqlite3_sql(q));
	sqlite3_finalize(q);
}

static void bind_text(sqlite3_stmt *q, int i, const char *s)
{
	sqlite3_bind_text(q, i, s, -1, SQLITE_TRANSIENT);
}

static int64_t count(const struct carrier_truth *t, const char *sql)
{
	sqlite3_stmt *q = prepare(t, sql);
	int64_t n;

	must(t, sqlite3_step(q), sql);
	n = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	return n;
}

struct carrier_truth *carrier_truth_new(const char *database)
{
	struct carrier_truth *t = calloc(1, sizeof(*t));
	char attach[700];

	if (!t)
		peer_die("out of memory");
	must(t, sqlite3_open_v2(":memory:", &t->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI, NULL),
	     "open");
	sqlite3_busy_timeout(t->db, BUSY_MS);
	run(t, schema);
	snprintf(attach, sizeof(attach), "ATTACH 'file:%s?mode=ro' AS g", database);
	run(t, attach);
	return t;
}

void carrier_truth_free(struct carrier_truth *t)
{
	if (!t)
		return;
	sqlite3_close(t->db);
	free(t);
}

/* ---- while it runs ---- */

bool carrier_truth_event(struct carrier_truth *t, int64_t *seq, int *job, int64_t *ticket, char code[32])
{
	sqlite3_stmt *q = prepare(t, "SELECT e.seq, e.ticket, e.code, job.job FROM g.event e JOIN g.event o"
				     " ON o.ticket = e.ticket AND o.code = 'open' JOIN g.inbox i ON i.id = o.inbox"
				     " JOIN job ON job.key = i.key WHERE e.seq > ?1 ORDER BY e.seq LIMIT 1");
	bool any;
	int rc;

	sqlite3_bind_int64(q, 1, *seq);
	rc = sqlite3_step(q);
	must(t, rc, "the ledger");
	any = rc == SQLITE_ROW;
	if (any) {
		*seq = sqlite3_column_int64(q, 0);
		*ticket = sqlite3_column_int64(q, 1);
		snprintf(code, 32, "%s", (const char *)sqlite3_column_text(q, 2));
		*job = sqlite3_column_int(q, 3);
	}
	sqlite3_finalize(q);
	return any;
}

void carrier_truth_opened(struct carrier_truth *t, int job, const char *key, int mts)
{
	sqlite3_stmt *q = prepare(t, "INSERT INTO job VALUES (?1, ?2, ?3)");

	sqlite3_bind_int(q, 1, job);
	bind_text(q, 2, key);
	sqlite3_bind_int(q, 3, mts);
	finish(t, q);
}

void carrier_truth_said(struct carrier_truth *t, int64_t ticket, const char *code, const struct phone_text *p)
{
	sqlite3_stmt *q = prepare(t, "INSERT INTO said VALUES (?1, ?2, ?3, ?4, ?5, 0)");

	sqlite3_bind_int64(q, 1, ticket);
	bind_text(q, 2, code);
	bind_text(q, 3, p->phone);
	bind_text(q, 4, p->words);
	sqlite3_bind_int(q, 5, t->crashes);
	finish(t, q);
}

void carrier_truth_crashed(struct carrier_truth *t)
{
	t->crashes++;
	run(t, "INSERT INTO crash VALUES (NULL)");
	run(t, "INSERT OR IGNORE INTO at_crash SELECT id FROM g.outbox"
	       " WHERE state IN ('sending', 'sent', 'accepted', 'unknown')");
}

bool carrier_truth_repeat(struct carrier_truth *t, struct phone_text *p)
{
	sqlite3_stmt *q = prepare(t, "SELECT rowid, phone, words FROM said s WHERE crashes < ?1"
				     " AND NOT EXISTS (SELECT 1 FROM g.event e WHERE e.ticket = s.ticket AND"
				     " e.code = s.code) LIMIT 1");
	int64_t row = 0;

	sqlite3_bind_int(q, 1, t->crashes);
	if (sqlite3_step(q) == SQLITE_ROW) {
		row = sqlite3_column_int64(q, 0);
		snprintf(p->phone, sizeof(p->phone), "%s", (const char *)sqlite3_column_text(q, 1));
		snprintf(p->words, sizeof(p->words), "%s", (const char *)sqlite3_column_text(q, 2));
	}
	must(t, sqlite3_finalize(q), "texts to be repeated");
	if (!row)
		return false;
	q = prepare(t, "UPDATE said SET repeats = repeats + 1, crashes = ?2 WHERE rowid = ?1");
	sqlite3_bind_int64(q, 1, row);
	sqlite3_bind_int(q, 2, t->crashes);
	finish(t, q);
	return true;
}

void carrier_truth_killed(struct carrier_truth *t)
{
	sqlite3_stmt *q = prepare(t, "INSERT INTO under_way SELECT id, ?1 FROM g.outbox WHERE state = 'sending'");

	sqlite3_bind_int(q, 1, ++t->kills);
	finish(t, q);
	q = prepare(t, "INSERT INTO killed SELECT ?1, count(*) FROM under_way WHERE kill = ?1");
	sqlite3_bind_int(q, 1, t->kills);
	finish(t, q);
}

bool carrier_truth_settled(struct carrier_truth *t)
{
	return count(t, "SELECT count(*) FROM g.outbox WHERE state NOT IN"
			" ('delivered', 'failed', 'rejected', 'expired', 'unknown') AND NOT"
			" (state IN ('sent', 'accepted') AND id IN (SELECT id FROM at_crash))") == 0;
}

void carrier_truth_phones(struct carrier_truth *t, struct kannel *k)
{
	size_t n = kannel_heard(k);
	sqlite3_stmt *q;

	run(t, "DELETE FROM phone");
	for (size_t i = 0; i < n; i++) {
		const struct kannel_text *heard = kannel_text(k, i);

		q = prepare(t, "INSERT INTO phone VALUES (?1, ?2, ?3)");
		bind_text(q, 1, heard->number);
		bind_text(q, 2, heard->text);
		sqlite3_bind_int(q, 3, heard->parts_here == heard->parts);
		finish(t, q);
	}
}

/* How often the phone has the MT `o`. */
#define CAME "(SELECT count(*) FROM phone p WHERE p.number = o.number AND p.words = o.text)"

bool carrier_truth_reported(struct carrier_truth *t)
{
	return count(t, "SELECT count(*) FROM g.outbox o WHERE state = 'unknown' AND " CAME " > 0"
			" AND id NOT IN (SELECT id FROM at_crash)") == 0;
}

int64_t carrier_truth_park(struct carrier_truth *t)
{
	run(t, "INSERT INTO parked SELECT id, " CAME ", error FROM g.outbox o WHERE state = 'unknown'");
	return count(t, "SELECT count(*) FROM parked WHERE came = 0");
}

int64_t carrier_truth_parked(struct carrier_truth *t, int64_t i)
{
	char sql[120];

	snprintf(sql, sizeof(sql), "SELECT id FROM parked WHERE came = 0 ORDER BY id LIMIT 1 OFFSET %" PRId64, i);
	return count(t, sql);
}

/* ---- comparing ---- */

/* An MT as it is to be shown: what it is, where it stands, and its tries. */
#define SHOWN                                                                                                      \
	"o.id || ' ' || o.template || ' of ' || coalesce(o.ticket, 0) || ' to ' || o.number || ': ' || o.state"    \
	" || ', ' || coalesce(o.error, '') || ', came ' || o.came || ', under way at kill '"                       \
	" || coalesce((SELECT group_concat(kill) FROM under_way u WHERE u.id = o.id), 'none') || ', tries: '"      \
	" || coalesce((SELECT group_concat(outcome || ' ' || status || ' ' || coalesce(why, ''), '; ') FROM g.try" \
	" WHERE outbox = o.id), 'none')"

/* Why a text may have come twice: only a person sends one again that the phone may have. */
#define RESENT "EXISTS (SELECT 1 FROM g.try WHERE outbox = o.id AND outcome = 'resent')"

/* Kannel's smsbox crashed while it may have had the report: nobody can settle it. */
#define REPORT_GONE "(o.state IN ('sent', 'accepted', 'unknown') AND o.came = 1 AND o.id IN (SELECT id FROM at_crash))"

/* Of these a phone texted again what the crash may have taken along; the gateway may have answered both. */
#define REPEATED "(SELECT ticket FROM said WHERE repeats > 0)"

static const char beside[] = "CREATE TABLE mt AS SELECT o.*, " CAME " AS came FROM g.outbox o;"
			     "CREATE INDEX mt_words ON mt (number, text);"
			     "CREATE INDEX mt_ticket ON mt (ticket, template, number);"
			     "CREATE INDEX under_way_id ON under_way (id)";

struct check {
	const char *what, *sql; /* each row is a fault */
};

static const struct check checks[] = {
	{"MTs that came twice without a cause",
	 "SELECT " SHOWN " FROM mt o WHERE came > (SELECT count(*) FROM mt a WHERE"
	 " a.number = o.number AND a.text = o.text) AND NOT " RESENT},
	{"openings lost", "SELECT key FROM job WHERE key NOT IN (SELECT key FROM g.inbox WHERE kind = 'open')"},
	{"texts of phones lost", "SELECT ticket || ' ' || code FROM said s WHERE NOT EXISTS"
				 " (SELECT 1 FROM g.event e WHERE e.ticket = s.ticket AND e.code = s.code)"},
	{"texts of phones taken twice",
	 "SELECT ticket || ' ' || code FROM g.event WHERE ticket <> 0 GROUP BY ticket, code"
	 " HAVING count(*) > 1"},
	{"texts of phones that lie in the inbox twice, or not",
	 "SELECT n || ' for ' || (SELECT count(*) FROM said) FROM (SELECT count(*) AS n FROM g.inbox WHERE kind = 'mo')"
	 " WHERE n NOT BETWEEN (SELECT count(*) FROM said) AND (SELECT count(*) + sum(repeats) FROM said)"},
	{"moves nobody sent",
	 "SELECT ticket || ' ' || code FROM g.event e WHERE ticket <> 0 AND code <> 'open' AND NOT EXISTS"
	 " (SELECT 1 FROM said s WHERE e.ticket = s.ticket AND e.code = s.code)"},
	{"inputs refused", "SELECT id || ' ' || outcome || ' ' || coalesce(why, '') FROM g.inbox"
			   " WHERE outcome NOT IN ('done', 'opened', 'answered', 'report')"
			   " AND NOT (outcome = 'resent' AND EXISTS (SELECT 1 FROM said WHERE repeats > 0))"},
	{"tickets not closed", "SELECT number || ' ' || state FROM g.ticket WHERE state <> 'closed'"},
	{"tickets opened twice", "SELECT number FROM g.ticket LIMIT -1 OFFSET (SELECT count(*) FROM job)"},
	{"MTs decided twice",
	 "SELECT ticket || ' ' || template || ' ' || number FROM mt"
	 " WHERE ticket NOT IN " REPEATED " GROUP BY ticket, template, number HAVING count(*) > 1"},
	{"tickets that told too few or too many",
	 "SELECT job || ': ' || n || ' for ' || mts FROM (SELECT job, mts, (SELECT count(*) FROM mt WHERE mt.ticket ="
	 " i.ticket) AS n, i.ticket AS t FROM job JOIN g.inbox i ON i.kind = 'open' AND i.key = job.key) WHERE n < mts"
	 " OR (n > mts AND t NOT IN " REPEATED ")"},
	{"MTs alike, which phones cannot tell apart",
	 "SELECT min(id) || ' ' || text FROM mt WHERE ticket NOT IN " REPEATED
	 " GROUP BY number, text HAVING count(*) > 1"},
	{"MTs in no state that is an end", "SELECT " SHOWN " FROM mt o WHERE state NOT IN"
					   " ('delivered', 'failed', 'rejected', 'expired', 'unknown')"
					   " AND NOT " REPORT_GONE},
	{"MTs that ended without a reason",
	 "SELECT " SHOWN " FROM mt o WHERE state NOT IN ('delivered', 'sent', 'accepted')"
	 " AND coalesce(error, '') = ''"},
	{"MTs that failed", "SELECT " SHOWN " FROM mt o WHERE state IN ('failed', 'rejected', 'expired')"},
	{"MTs parked that no kill explains", "SELECT " SHOWN " FROM parked JOIN mt o USING (id)"
					     " WHERE id NOT IN (SELECT id FROM under_way)"
					     " AND id NOT IN (SELECT id FROM at_crash)"},
	{"MTs parked without a reason", "SELECT id FROM parked WHERE coalesce(error, '') = ''"},
	{"MTs parked though the phone has them: reports lost",
	 "SELECT " SHOWN " FROM parked JOIN mt o USING (id) WHERE parked.came > 0"
	 " AND id NOT IN (SELECT id FROM at_crash)"},
	{"MTs still parked after they were sent again", "SELECT " SHOWN " FROM mt o WHERE state = 'unknown'"
							" AND NOT " REPORT_GONE},
	{"MTs lost", "SELECT " SHOWN " FROM mt o WHERE came = 0"},
	{"MTs that came in part", "SELECT number || ' ' || words FROM phone WHERE NOT whole"},
	{"texts that phones have and nobody sent",
	 "SELECT number || ' ' || words FROM phone p WHERE NOT EXISTS (SELECT 1 FROM mt o WHERE o.number = p.number"
	 " AND o.text = p.words)"},
};

static const struct check figures[] = {
	{"tickets", "SELECT count(*) FROM g.ticket"},
	{"texts by phones", "SELECT count(*) FROM said"},
	{"MTs in the outbox", "SELECT count(*) FROM mt"},
	{"of them delivered, by Kannel's report", "SELECT count(*) FROM mt WHERE state = 'delivered'"},
	{"texts that phones have", "SELECT count(*) FROM phone"},
	{"kills while an MT was under way", "SELECT count(*) FROM killed WHERE under_way > 0"},
	{"MTs that were under way at a kill", "SELECT count(DISTINCT id) FROM under_way"},
	{"  of them had reached Kannel: its report settled them",
	 "SELECT count(*) FROM mt WHERE id IN (SELECT id FROM under_way) AND id NOT IN (SELECT id FROM parked)"},
	{"  of them parked, and the phone has them", "SELECT count(*) FROM parked WHERE came > 0"},
	{"  of them parked, and never came: sent again by hand", "SELECT count(*) FROM parked WHERE came = 0"},
	{"MTs that came twice", "SELECT count(*) FROM mt WHERE came > 1"},
	{"  of them sent again by hand", "SELECT count(*) FROM mt o WHERE came > 1 AND " RESENT},
	{"crashes of Kannel's own smsbox", "SELECT count(*) FROM crash"},
	{"  MTs whose report was gone with one, though the phone has them",
	 "SELECT count(*) FROM mt o WHERE " REPORT_GONE},
	{"  texts that phones repeated after one", "SELECT total(repeats) FROM said"},
	{"reports taken", "SELECT count(*) FROM g.inbox WHERE kind = 'dlr'"},
};

static int64_t count_rows(const struct carrier_truth *t, const struct check *c, FILE *out)
{
	sqlite3_stmt *q = prepare(t, c->sql);
	int64_t n = 0;
	int rc;

	while ((rc = sqlite3_step(q)) == SQLITE_ROW)
		if (n++ < EXAMPLES)
			fprintf(out, "      %s: %.300s\n", c->what, (const char *)sqlite3_column_text(q, 0));
	must(t, rc, c->sql);
	sqlite3_finalize(q);
	return n;
}

bool carrier_truth_holds(struct carrier_truth *t, FILE *out, int64_t *twice)
{
	bool good = true;

	run(t, beside);
	for (size_t i = 0; i < sizeof(figures) / sizeof(*figures); i++)
		fprintf(out, "%8" PRId64 "  %s\n", count(t, figures[i].sql), figures[i].what);
	for (size_t i = 0; i < sizeof(checks) / sizeof(*checks); i++) {
		int64_t n = count_rows(t, &checks[i], out);

		fprintf(out, "%8" PRId64 "  %s%s\n", n, checks[i].what, n ? "  <-- must be 0" : "");
		good = good && n == 0;
		if (i == 0)
			*twice = n;
	}
	return good;
}
