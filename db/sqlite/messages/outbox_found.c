#include "db/outbox/outbox_found.h"

#include <stdlib.h>

#include "db/sqlite/messages/mt_row.h"
#include "db/sqlite/messages/outbox_range.h"
#include "db/sqlite/sql.h"

#define SENT "SELECT number, template, state, error, created, state_at, person, answer, text, id, tries FROM outbox "

static size_t read_sent(struct query *q, struct outbox_row *out, size_t max)
{
	size_t n = 0;

	while (n < max && sql_row(q)) {
		struct outbox_row *r = &out[n++];

		*r = (struct outbox_row){
			.created = sql_get_int(q, 4),
			.state_at = sql_get_int(q, 5),
			.person = sql_get_int(q, 6),
			.answer = sql_get_int(q, 7) != 0,
			.text = sql_dup(q, 8),
			.id = sql_get_int(q, 9),
			.tries = (int)sql_get_int(q, 10),
		};
		sql_get(q, 0, r->number, sizeof(r->number));
		sql_get(q, 1, r->template, sizeof(r->template));
		r->state = mt_row_state(q, 2);
		sql_get(q, 3, r->error, sizeof(r->error));
	}
	if (sql_end(q))
		return n;
	while (n > 0)
		outbox_row_free(&out[--n]);
	return 0;
}

size_t outbox_of_ticket(struct store *s, int64_t ticket, struct outbox_row *out, size_t max)
{
	struct query q = sql(s, SENT "WHERE ticket = ?1 ORDER BY id");

	sql_int(&q, ticket);
	return read_sent(&q, out, max);
}

size_t outbox_of_input(struct store *s, int64_t inbox, struct outbox_row *out, size_t max)
{
	struct query q = sql(s, SENT "WHERE id > ?1 AND id <= ?2 ORDER BY id");

	outbox_bind_range(&q, inbox);
	return read_sent(&q, out, max);
}

void outbox_row_free(struct outbox_row *r)
{
	free(r->text);
	r->text = NULL;
}

size_t outbox_told(struct store *s, int64_t ticket, int64_t text, int64_t *people, size_t max)
{
	struct query q;

	if (text)
		q = sql(s, "SELECT DISTINCT person FROM outbox WHERE ticket = ?1 AND inbox = ?2 AND answer = 0 "
			   "AND person IS NOT NULL ORDER BY person");
	else
		q = sql(s, "SELECT DISTINCT person FROM outbox WHERE ticket = ?1 AND answer = 0 AND person IS NOT NULL "
			   "ORDER BY person");
	sql_int(&q, ticket);
	if (text)
		sql_int(&q, text);
	return sql_ints(&q, people, max);
}

bool outbox_was_sent(struct store *s, int64_t ticket, int64_t person, const char *template, int64_t since)
{
	struct query q = sql(s, "SELECT 1 FROM outbox WHERE ticket = ?1 AND person = ?2 AND template = ?3 AND "
				"created >= ?4 LIMIT 1");

	sql_int(&q, ticket);
	sql_int(&q, person);
	sql_text(&q, template);
	sql_int(&q, since);
	return sql_one_int(&q) == 1;
}
