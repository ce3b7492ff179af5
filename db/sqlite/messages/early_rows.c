#include "db/sqlite/messages/early_rows.h"

#include "db/messages/carrier_id.h"
#include "db/outbox/outbox.h"

struct early {
	int64_t id, at;
	enum delivery state;
	char error[128];
	bool has_error;
};

/* The oldest of this text under one form of its id. */
static bool find(struct store *s, int64_t outbox, const char *form, struct early *e)
{
	struct query q = sql(s, "SELECT e.id, e.at, e.state, e.error FROM outbox o JOIN early_report e "
				"ON e.channel = o.channel AND e.carrier_id = ?2 WHERE o.id = ?1 ORDER BY e.id LIMIT 1");
	char word[16] = "";
	bool found;

	sql_int(&q, outbox);
	sql_text(&q, form);
	found = sql_row(&q);
	if (found) {
		e->id = sql_get_int(&q, 0);
		e->at = sql_get_int(&q, 1);
		sql_get(&q, 2, word, sizeof(word));
		e->has_error = !sql_is_null(&q, 3);
		sql_get(&q, 3, e->error, sizeof(e->error));
	}
	return sql_end(&q) && found && delivery_read(word, &e->state);
}

static bool forget(struct store *s, int64_t id)
{
	struct query q = sql(s, "DELETE FROM early_report WHERE id = ?1");

	sql_int(&q, id);
	return sql_run(&q);
}

/* Hardly ever. */
static bool any(struct store *s)
{
	struct query q = sql(s, "SELECT 1 FROM early_report WHERE id > 0 LIMIT 1");

	return sql_one_int(&q) == 1;
}

bool early_rows_apply(struct store *s, int64_t outbox, const char *carrier_id, enum delivery *last)
{
	char forms[CARRIER_ID_FORMS][CARRIER_ID];
	size_t n = any(s) ? carrier_id_forms(carrier_id, forms) : 0;
	struct early e;

	for (size_t i = 0; i < n; i++) {
		while (find(s, outbox, forms[i], &e)) {
			if (!outbox_mark(s, outbox, e.state, e.has_error ? e.error : NULL, e.at) || !forget(s, e.id))
				return false;
			*last = e.state;
		}
	}
	return !s->failed;
}
