#include "db/store/purge.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "db/sqlite/sql.h"
#include "handlers/people/msisdn.h"
#include "handlers/people/people.h"
#include "templates/text/units.h"

struct purge {
	struct store *store;
	int64_t now, before; /* what is older than `before` goes */
	int left;            /* rows that this step may still touch */
};

struct row {
	int64_t id, at;
	char number[MSISDN_MAX]; /* masked; "" where it was none */
};

/* Inbox or outbox. Rows are visited in the order of their ids, which is that of their times. */
struct table {
	const char *cursor; /* kept value: the last row that was purged */
	const char *next;   /* the first row after ?1 */
	const char *behind; /* the first of the 200 rows after ?1 whose time is not after ?2 */
	bool (*blank)(struct store *s, const struct row *r);
};

/* ---- one row ---- */

static void mask(struct query *q, int column, char out[MSISDN_MAX])
{
	char number[MSISDN_MAX];

	sql_get(q, column, number, sizeof(number));
	out[0] = '\0';
	if (number[0] == '+')
		msisdn_mask(number, out);
}

static bool drop_part(struct store *s, int64_t inbox)
{
	struct query q = sql(s, "DELETE FROM part WHERE inbox = ?1");

	sql_int(&q, inbox);
	return sql_run(&q);
}

static bool blank_inbox(struct store *s, const struct row *r)
{
	/* The number of a stranger goes altogether: in the list of strangers nobody could do anything with a masked
	 * one. */
	struct query q = sql(s, "UPDATE inbox SET payload = x'', digest = NULL, gist = NULL, answer = NULL, "
				"sender = CASE WHEN outcome = 'unknown' THEN NULL ELSE ?2 END WHERE id = ?1");

	sql_int(&q, r->id);
	sql_text(&q, r->number[0] ? r->number : NULL);
	return sql_run(&q) && drop_part(s, r->id);
}

static bool drop_tries(struct store *s, int64_t outbox)
{
	struct query q = sql(s, "DELETE FROM try WHERE outbox = ?1");

	sql_int(&q, outbox);
	return sql_run(&q);
}

static bool blank_outbox(struct store *s, const struct row *r)
{
	/* An empty text must never go out. Nor does any carrier's reason stay: it may name the number, or say the words
	 * again. */
	struct query q = sql(s, "UPDATE outbox SET text = '', params = '{}', number = ?2, "
				"error = CASE state WHEN 'ready' THEN 'purged unsent' END, "
				"lost = CASE state WHEN 'ready' THEN state_at ELSE lost END, "
				"state = CASE state WHEN 'ready' THEN 'expired' ELSE state END WHERE id = ?1");

	sql_int(&q, r->id);
	sql_text(&q, r->number);
	return sql_run(&q) && drop_tries(s, r->id);
}

static const struct table tables[] = {
	{
		.cursor = "purged_inbox",
		.next = "SELECT id, came, sender FROM inbox WHERE id > ?1 ORDER BY id LIMIT 1",
		.behind = "SELECT came FROM (SELECT came FROM inbox WHERE id > ?1 ORDER BY id LIMIT 200) "
			  "WHERE came <= ?2 LIMIT 1",
		.blank = blank_inbox,
	},
	{
		.cursor = "purged_outbox",
		.next = "SELECT id, created, number FROM outbox WHERE id > ?1 ORDER BY id LIMIT 1",
		.behind = "SELECT created FROM (SELECT created FROM outbox WHERE id > ?1 ORDER BY id LIMIT 200) "
			  "WHERE created <= ?2 LIMIT 1",
		.blank = blank_outbox,
	},
};

/* ---- one table ---- */

static bool next_row(struct purge *p, const struct table *table, int64_t after, struct row *out)
{
	struct query q = sql(p->store, table->next);
	bool found;

	sql_int(&q, after);
	found = sql_row(&q);
	if (found) {
		*out = (struct row){.id = sql_get_int(&q, 0), .at = sql_get_int(&q, 1)};
		mask(&q, 2, out->number);
	}
	return sql_end(&q) && found;
}

/* A row from the future was stamped by a wrong clock, and must not stop the purge for years: it counts as old as the
 * next row after it that is not from the future. If the clock is wrong now, that row is not old either, and nothing
 * goes. */
static bool is_old(struct purge *p, const struct table *table, const struct row *r)
{
	struct query q;
	int64_t at = p->now;

	if (r->at <= p->now)
		return r->at < p->before;
	q = sql(p->store, table->behind);
	sql_int(&q, r->id);
	sql_int(&q, p->now);
	if (sql_row(&q))
		at = sql_get_int(&q, 0);
	return sql_end(&q) && at < p->before;
}

static bool purge_table(struct purge *p, const struct table *table)
{
	char kept[24];
	int64_t first, at;
	struct row r;

	if (!store_get(p->store, table->cursor, kept, sizeof(kept)))
		return false;
	first = at = strtoll(kept, NULL, 10);
	while (p->left > 0 && next_row(p, table, at, &r) && is_old(p, table, &r)) {
		if (!table->blank(p->store, &r))
			return false;
		at = r.id;
		p->left--;
	}
	snprintf(kept, sizeof(kept), "%" PRId64, at);
	return !p->store->failed && (at == first || store_put(p->store, table->cursor, kept));
}

/* ---- tickets, their fields, early reports ---- */

/* Each leaves its index with its words: no cursor is needed, which would not do either, for tickets end in any order.
 * The next early reports that come delete those of earlier days; the last ones go here. */
#define TICKETS                                                                                               \
	"UPDATE ticket SET fault = '', site = '', reported_by = '', customer_words = '', station_words = '' " \
	"WHERE number IN (SELECT number FROM ticket INDEXED BY ticket_words WHERE ended IS NOT NULL "         \
	"AND fault || site || reported_by || customer_words || station_words <> '' AND ended < ?1 LIMIT ?2)"
#define FIELDS                                                                        \
	"DELETE FROM field WHERE id IN (SELECT id FROM field INDEXED BY field_ended " \
	"WHERE ended IS NOT NULL AND ended < ?1 LIMIT ?2)"
#define EARLY_REPORTS                                                                                     \
	"DELETE FROM early_report WHERE id IN (SELECT id FROM early_report INDEXED BY early_report_came " \
	"WHERE came < ?1 LIMIT ?2)"

static bool purge_before(struct purge *p, const char *statement)
{
	struct query q;
	int purged;

	if (p->left <= 0)
		return true;
	q = sql(p->store, statement);
	sql_int(&q, p->before);
	sql_int(&q, p->left);
	if (!sql_run_counting(&q, &purged))
		return false;
	p->left -= purged;
	return true;
}

bool purge_step(struct store *s, int64_t now, int keep_days, int rows, int *done)
{
	struct purge p = {.store = s, .now = now, .before = now - keep_days * DAY_MS, .left = rows};
	bool ok = purge_table(&p, &tables[0]) && purge_table(&p, &tables[1]) && purge_before(&p, TICKETS) &&
		  purge_before(&p, FIELDS) && purge_before(&p, EARLY_REPORTS);

	*done = rows - p.left;
	return ok;
}
