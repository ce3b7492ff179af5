#include "db/store/audit_rows.h"

#include "db/sqlite/sql.h"

static struct ledger_bytes bytes(struct query *q, int column)
{
	struct ledger_bytes b;

	b.s = sql_bytes(q, column, &b.n);
	return b;
}

bool audit_inputs(struct store *s, const struct audit_input_walk *w)
{
	struct query q = sql(s, "/* whole */ SELECT e.seq, e.inbox, e.digest, i.id, i.payload, i.length "
				"FROM event e LEFT JOIN inbox i ON i.id = e.inbox ORDER BY e.seq");
	bool more = true;

	while (more && sql_row(&q)) {
		const struct audit_input row = {
			.seq = sql_get_int(&q, 0),
			.inbox = sql_get_int(&q, 1),
			.digest = bytes(&q, 2),
			.there = !sql_is_null(&q, 3),
			.payload = bytes(&q, 4),
			.length = sql_get_int(&q, 5),
		};

		more = !q.bad && w->each(w->ctx, &row);
	}
	return sql_end(&q);
}

bool audit_tickets(struct store *s, const struct audit_ticket_walk *w)
{
	/* By the index, in its order, so that nothing is sorted in memory. */
	struct query q = sql(s, "/* whole */ SELECT e.seq, e.ticket, e.flow, e.change, t.number, t.flow, "
				"t.state, t.standing, t.ended, t.machine, t.customer, t.station, t.lead, e.code "
				"FROM event e INDEXED BY event_ticket LEFT JOIN ticket t ON t.number = e.ticket "
				"WHERE e.ticket <> 0 ORDER BY e.ticket, e.seq");
	bool more = true;

	while (more && sql_row(&q)) {
		const struct audit_ticket row = {
			.seq = sql_get_int(&q, 0),
			.number = sql_get_int(&q, 1),
			.flow = bytes(&q, 2).s,
			.change = bytes(&q, 3).s,
			.there = !sql_is_null(&q, 4),
			.its_flow = bytes(&q, 5).s,
			.state = bytes(&q, 6).s,
			.standing = bytes(&q, 7).s,
			.ended = !sql_is_null(&q, 8),
			.machine = sql_get_int(&q, 9),
			.customer = sql_get_int(&q, 10),
			.station = sql_get_int(&q, 11),
			.lead = sql_get_int(&q, 12),
			.code = bytes(&q, 13).s,
		};

		more = !q.bad && w->each(w->ctx, &row);
	}
	return sql_end(&q);
}

int64_t audit_orphan(struct store *s)
{
	struct query q = sql(s, "/* whole */ SELECT number FROM ticket t "
				"WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.ticket = t.number) LIMIT 1");

	return sql_one_int(&q);
}
