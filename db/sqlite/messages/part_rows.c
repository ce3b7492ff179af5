#include "db/store/part_rows.h"

#include "db/sqlite/sql.h"

static void bind_group(struct query *q, const struct part_group *g)
{
	sql_text(q, g->channel);
	sql_text(q, g->sender);
	sql_int(q, g->ref);
	sql_int(q, g->total);
}

/* Of a statement that takes the part as ?1 to ?6, its input as ?7 and a time as ?8. */
static bool finds(struct query *q, const struct part_row *p, int64_t ms, bool *found)
{
	bind_group(q, &p->group);
	sql_int(q, p->number);
	sql_text(q, p->text);
	sql_int(q, p->inbox);
	sql_int(q, ms);
	*found = sql_row(q);
	return sql_end(q);
}

bool part_rows_foreign(struct store *s, const struct part_row *p, int64_t ms, bool *found)
{
	struct query q =
		sql(s, "SELECT 1 FROM part p JOIN inbox i ON i.id = p.inbox WHERE p.channel = ?1 "
		       "AND p.sender = ?2 AND p.ref = ?3 AND p.total = ?4 AND p.number > 0 AND ((p.number = ?5 "
		       "AND p.text <> ?6) OR i.came < (SELECT came FROM inbox WHERE id = ?7) - ?8) LIMIT 1");

	return finds(&q, p, ms, found);
}

bool part_rows_repeated(struct store *s, const struct part_row *p, int64_t ms, bool *found)
{
	struct query q =
		sql(s, "SELECT 1 FROM inbox i WHERE i.id = ?7 "
		       "AND NOT EXISTS (SELECT 1 FROM part d WHERE d.channel = ?1 AND d.sender = ?2 AND d.ref = ?3 "
		       "AND d.total = ?4 AND d.number = -?5 AND d.text = ?6) "
		       "AND EXISTS (SELECT 1 FROM part w WHERE w.channel = ?1 AND w.sender = ?2 AND w.ref = ?3 "
		       "AND w.total = ?4 AND w.number > 0) "
		       "AND NOT EXISTS (SELECT 1 FROM part w WHERE w.channel = ?1 AND w.sender = ?2 AND w.ref = ?3 "
		       "AND w.total = ?4 AND w.number > 0 "
		       "AND NOT EXISTS (SELECT 1 FROM part d JOIN inbox b ON b.id = d.inbox WHERE d.channel = ?1 "
		       "AND d.sender = ?2 AND d.ref = ?3 AND d.total = ?4 AND d.number = -w.number "
		       "AND d.text = w.text AND b.came >= i.came - ?8))");

	return finds(&q, p, ms, found);
}

bool part_rows_drop(struct store *s, const struct part_group *g)
{
	struct query q = sql(s, "DELETE FROM part WHERE channel = ?1 AND sender = ?2 AND ref = ?3 AND total = ?4 "
				"AND number > 0");

	bind_group(&q, g);
	return sql_run(&q);
}

bool part_rows_put(struct store *s, const struct part_row *p)
{
	struct query q = sql(s, "INSERT INTO part (channel, sender, ref, total, number, inbox, text) "
				"VALUES (?1, ?2, ?3, ?4, ?5, ?7, ?6) "
				"ON CONFLICT (channel, sender, ref, total, number) DO NOTHING");

	bind_group(&q, &p->group);
	sql_int(&q, p->number);
	sql_text(&q, p->text);
	sql_int(&q, p->inbox);
	return sql_run(&q);
}

bool part_rows_join(struct store *s, const struct part_group *g, struct text *joined, int *n)
{
	struct query q = sql(s, "SELECT text FROM part WHERE channel = ?1 AND sender = ?2 AND ref = ?3 AND total = ?4 "
				"AND number > 0 ORDER BY number");
	size_t length;

	bind_group(&q, g);
	for (*n = 0; sql_row(&q); ++*n) {
		const char *text = sql_bytes(&q, 0, &length);

		text_addn(joined, text, length);
	}
	return sql_end(&q);
}

bool part_rows_finish(struct store *s, const struct part_group *g)
{
	struct query old = sql(s, "DELETE FROM part WHERE channel = ?1 AND sender = ?2 AND number < 0");
	struct query q;

	sql_text(&old, g->channel);
	sql_text(&old, g->sender);
	if (!sql_run(&old))
		return false;
	q = sql(s, "UPDATE part SET number = -number WHERE channel = ?1 AND sender = ?2 AND ref = ?3 AND total = ?4");
	bind_group(&q, g);
	return sql_run(&q);
}

bool part_rows_oldest(struct store *s, struct waiting_group *out, bool *found)
{
	struct query q =
		sql(s, "SELECT p.channel, p.sender, p.ref, p.total, i.came FROM part p INDEXED BY part_waiting "
		       "JOIN inbox i ON i.id = p.inbox WHERE p.number > 0 AND p.inbox > 0 ORDER BY p.inbox LIMIT 1");

	*out = (struct waiting_group){.came = 0};
	*found = sql_row(&q);
	if (*found) {
		sql_get(&q, 0, out->channel, sizeof(out->channel));
		sql_get(&q, 1, out->sender, sizeof(out->sender));
		out->group = (struct part_group){.channel = out->channel,
						 .sender = out->sender,
						 .ref = sql_get_int(&q, 2),
						 .total = (int)sql_get_int(&q, 3)};
		out->came = sql_get_int(&q, 4);
	}
	return sql_end(&q);
}

bool part_rows_join_gaps(struct store *s, const struct part_group *g, const char *gap, struct text *joined,
			 int64_t *inbox)
{
	struct query q = sql(s, "SELECT number, inbox, text FROM part WHERE channel = ?1 AND sender = ?2 AND ref = ?3 "
				"AND total = ?4 AND number > 0 ORDER BY number");
	int64_t before = 0;

	bind_group(&q, g);
	*inbox = 0;
	while (sql_row(&q)) {
		int64_t number = sql_get_int(&q, 0), row = sql_get_int(&q, 1);
		size_t length;
		const char *text = sql_bytes(&q, 2, &length);

		if (number > before + 1)
			text_add(joined, gap);
		text_addn(joined, text, length);
		before = number;
		*inbox = row > *inbox ? row : *inbox;
	}
	if (before < g->total)
		text_add(joined, gap);
	return sql_end(&q);
}
