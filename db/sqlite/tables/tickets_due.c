#include "db/store/tickets_due.h"

#include "db/sqlite/tables/ticket_row.h"

size_t tickets_due(struct store *s, int64_t now, int64_t *numbers, size_t max)
{
	struct query q = sql(s, "SELECT number FROM ticket WHERE next <= ?1 ORDER BY next LIMIT ?2");

	sql_int(&q, now);
	sql_int(&q, (int64_t)max);
	return sql_ints(&q, numbers, max);
}

int64_t tickets_next_due(struct store *s)
{
	struct query q = sql(s, "SELECT next FROM ticket WHERE next IS NOT NULL ORDER BY next LIMIT 1");

	return sql_one_int(&q);
}

typedef bool row_read(struct query *q, const struct flow *flow, struct ticket *out);

/* The row under the query, if it is seen. */
static bool read_seen(struct query *q, const struct flow *flow, row_read *read, const struct ticket_walk *w,
		      struct ticket *t)
{
	if (w->sees && (!row_read_light(q, flow, t) || !row_read_whom(q, t) || !w->sees(w->sees_of, t)))
		return false;
	return read(q, flow, t);
}

/* Ends the query. */
static bool walk(struct query *q, const struct flows *flows, row_read *read, struct ticket_walk *w)
{
	struct ticket t;
	bool more = true;

	w->looked = 0;
	while (more && w->looked < w->most && sql_row(q)) {
		const struct flow *flow = row_flow(q, flows);

		w->looked++;
		if (!flow)
			continue;
		if (read_seen(q, flow, read, w, &t))
			more = w->each(w->ctx, &t);
	}
	return sql_end(q);
}

bool tickets_by_next(struct store *s, const struct flows *flows, struct ticket_walk *w)
{
	struct query q = sql(s, BARE_TICKET "INDEXED BY ticket_next " BARE_WORDS "WHERE t.next > 0 ORDER BY t.next");

	return walk(&q, flows, row_read_bare, w);
}

bool tickets_owing(struct store *s, const struct flows *flows, struct ticket_walk *w)
{
	struct query q = sql(s, BARE_TICKET "INDEXED BY ticket_owing " BARE_WORDS
					    "WHERE t.lacking >= 0 AND t.ended IS NULL ORDER BY t.lacking");

	return walk(&q, flows, row_read_bare, w);
}

bool tickets_lacking(struct store *s, const struct flows *flows, bool ended, int64_t since, struct ticket_walk *w)
{
	struct query q =
		ended ? sql(s, SERIAL_TICKET "INDEXED BY ticket_lacking " SERIAL_WORDS
					     "WHERE t.lacking >= ?1 AND t.ended IS NOT NULL ORDER BY t.lacking")
		      : sql(s, SERIAL_TICKET "INDEXED BY ticket_owing " SERIAL_WORDS
					     "WHERE t.lacking >= ?1 AND t.ended IS NULL ORDER BY t.lacking");

	sql_int(&q, since);
	return walk(&q, flows, row_read_with_serial, w);
}

bool tickets_newest(struct store *s, const struct flows *flows, bool all, int64_t before, struct ticket_walk *w)
{
	struct query q = all ? sql(s, BARE "WHERE t.number < ?1 ORDER BY t.number DESC")
			     : sql(s, BARE_TICKET "INDEXED BY ticket_open " BARE_WORDS
						  "WHERE t.ended IS NULL AND t.number < ?1 ORDER BY t.number DESC");

	sql_int(&q, before ? before : INT64_MAX);
	return walk(&q, flows, row_read_bare, w);
}
