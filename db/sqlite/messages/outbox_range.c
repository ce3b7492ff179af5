#include "db/sqlite/messages/outbox_range.h"

/* The last row up to `id` and the input that caused it; 0 where there is none. */
static int64_t input_of(struct store *s, int64_t *id)
{
	struct query q = sql(s, "SELECT id, inbox FROM outbox WHERE id <= ?1 ORDER BY id DESC LIMIT 1");
	int64_t inbox = 0;

	sql_int(&q, *id);
	*id = 0;
	if (sql_row(&q)) {
		*id = sql_get_int(&q, 0);
		inbox = sql_get_int(&q, 1);
	}
	return sql_end(&q) ? inbox : 0;
}

/* The last row that an earlier input caused; 0: there is none. Rows lie in the order of their inputs, so halving
 * finds it, and no text has to write an index for what is seldom asked. */
static int64_t last_before(struct store *s, int64_t inbox)
{
	int64_t low = 0, high = INT64_MAX;

	if (input_of(s, &high) < inbox)
		return high;
	while (low < high) {
		int64_t middle = low + (high - low + 1) / 2, id = middle;

		if (input_of(s, &id) < inbox)
			low = middle;
		else
			high = id - 1;
	}
	return low;
}

void outbox_bind_range(struct query *q, int64_t inbox)
{
	sql_int(q, last_before(q->store, inbox));
	sql_int(q, last_before(q->store, inbox + 1));
}
