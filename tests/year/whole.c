#include "tests/year/whole.h"

#include <inttypes.h>
#include <stdio.h>

#include "tests/year/lives.h"

/* A number that SQL asks for; -1 if it cannot be read. */
static int64_t ask(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *q = NULL;
	int64_t n = -1;

	if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW)
		n = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	return n;
}

static void expect(sqlite3 *db, const char *what, size_t by_hand, const char *sql, struct whole *out)
{
	int64_t n = ask(db, sql);

	if (n == (int64_t)by_hand)
		return;
	printf("%s: %zu by hand, %" PRId64 " in the database\n", what, by_hand, n);
	out->faults++;
}

/* Who is asked by a survey: the customer of the machine, where the repair had one in the end. */
static bool has_customer(const struct story *stories, const struct story *survey)
{
	const struct story *s = &stories[survey->opener];
	bool known = s->machine >= 0;

	for (size_t i = 0; i < s->n; i++)
		known |= s->acts[i].kind == ASSIGN_MACHINE;
	return known;
}

static void count_tickets(sqlite3 *db, const struct story *stories, size_t n, size_t inputs, struct whole *out)
{
	size_t of[PROCESSES] = {0}, asked = 0;
	char sql[128];

	for (size_t i = 0; i < n; i++) {
		of[stories[i].process]++;
		asked += stories[i].process == SURVEY && has_customer(stories, &stories[i]);
	}
	for (int p = 0; p < PROCESSES; p++) {
		snprintf(sql, sizeof(sql), "SELECT count(*) FROM ticket WHERE flow = '%s'", process_names[p]);
		expect(db, process_names[p], of[p], sql, out);
	}
	out->surveys = of[SURVEY];
	expect(db, "tickets", n, "SELECT count(*) FROM ticket", out);
	expect(db, "inputs", inputs,
	       "SELECT count(*) FROM inbox WHERE kind IN ('mo', 'open') AND outcome IN "
	       "('opened', 'done', 'answered', 'refused')",
	       out);
	expect(db, "customers asked", asked, "SELECT count(*) FROM outbox WHERE template = 'survey.ask'", out);
}

/* Each has its parent, which was closed by a text that stands, and by nothing behind it. */
static bool count_orphans(sqlite3 *db, const struct story *stories, size_t n, struct whole *out)
{
	sqlite3_stmt *q = NULL;

	if (sqlite3_prepare_v2(
		    db,
		    "SELECT count(*) FROM event c JOIN event p ON p.seq = (SELECT max(e.seq) FROM event e "
		    "JOIN inbox i ON i.id = e.inbox WHERE e.ticket = ?2 AND e.code <> 'undo' AND i.undone = 0) "
		    "WHERE c.ticket = ?1 AND c.code = 'open' AND p.code = 'close' AND p.seq < c.seq AND "
		    "p.came < c.came AND ?2 < ?1 AND instr(c.change || ' ', ' parent=' || ?2 || ' ') > 0",
		    -1, &q, NULL) != SQLITE_OK)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (stories[i].process != SURVEY)
			continue;
		sqlite3_bind_int64(q, 1, stories[i].number);
		sqlite3_bind_int64(q, 2, stories[i].parent);
		if (sqlite3_step(q) != SQLITE_ROW || sqlite3_column_int64(q, 0) != 1) {
			printf("survey %" PRId64 " is not behind the end of %" PRId64 "\n", stories[i].number,
			       stories[i].parent);
			out->faults++;
		}
		sqlite3_reset(q);
	}
	return sqlite3_finalize(q) == SQLITE_OK;
}

bool whole_look(sqlite3 *db, const struct story *stories, size_t n, size_t inputs, struct whole *out)
{
	*out = (struct whole){0};
	count_tickets(db, stories, n, inputs, out);
	expect(db, "children", out->surveys, "SELECT count(*) FROM event WHERE instr(change, ' parent=') > 0", out);
	expect(db, "events out of order", 0,
	       "SELECT count(*) FROM (SELECT came < lag(came) OVER (ORDER BY seq) AS back FROM event) WHERE back", out);
	expect(db, "texts said twice", 0,
	       "SELECT count(*) FROM (SELECT 1 FROM outbox GROUP BY inbox, ticket, person, template, params "
	       "HAVING count(*) > 1)",
	       out);
	return count_orphans(db, stories, n, out);
}
