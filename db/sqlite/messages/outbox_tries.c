#include "db/outbox/outbox_tries.h"

#include <string.h>

#include "db/messages/carrier_id.h"
#include "db/sqlite/messages/delivery_sql.h"
#include "db/sqlite/messages/early_rows.h"
#include "db/sqlite/messages/try_row.h"
#include "db/sqlite/sql.h"
#include "templates/text/text.h"

/* ---- looking ---- */

#define WORD(name, word) word,
static const char *const words[TRY_N] = {TRY_OUTCOMES(WORD)};

const char *try_name(enum try_outcome o)
{
	return words[o];
}

static enum try_outcome read_outcome(struct query *q, int column)
{
	char word[16];

	sql_get(q, column, word, sizeof(word));
	for (size_t i = 0; i < TRY_N; i++)
		if (strcmp(words[i], word) == 0)
			return (enum try_outcome)i;
	return TRY_UNKNOWN;
}

size_t outbox_tries(struct store *s, int64_t id, struct outbox_try *out, size_t max)
{
	struct query q = sql(s, "SELECT n, at, channel, outcome, status, why FROM try WHERE outbox = ?1 ORDER BY n");
	size_t n = 0;

	sql_int(&q, id);
	while (n < max && sql_row(&q)) {
		struct outbox_try *t = &out[n++];

		*t = (struct outbox_try){
			.n = (int)sql_get_int(&q, 0), .at = sql_get_int(&q, 1), .status = (int)sql_get_int(&q, 4)};
		sql_get(&q, 2, t->channel, sizeof(t->channel));
		t->outcome = read_outcome(&q, 3);
		sql_get(&q, 5, t->why, sizeof(t->why));
	}
	return sql_end(&q) ? n : 0;
}

/* ---- what was answered ---- */

/* The row comes into the state that the answer leaves, unless that is over; *rows is 0 then. */
static bool enter_state(struct store *s, const struct outbox_answer *a, const char *carrier_id, int64_t now, int *rows)
{
	struct query q = sql(s, "UPDATE outbox SET state = ?2, state_at = ?4, unsettled = ?8, lost = ?9, "
				"error = CASE ?2 WHEN 'expired' THEN coalesce(error, ?3) ELSE ?3 END, not_before = ?5, "
				"tries = tries + ?7, carrier_id = coalesce(?6, carrier_id) "
				"WHERE id = ?1" DELIVERY_NOT_FINAL
				" AND (state <> 'accepted' OR (?2 <> 'sent' AND ?2 <> 'unknown' AND ?2 <> 'ready'))");

	sql_int(&q, a->id);
	sql_text(&q, delivery_name(a->state));
	sql_text(&q, *a->why ? a->why : NULL);
	sql_int(&q, now);
	sql_int(&q, a->state == DELIVERY_READY ? a->not_before : 0);
	sql_text(&q, carrier_id);
	sql_int(&q, a->outcome != TRY_EXPIRED);
	delivery_bind(&q, a->state, now);
	return sql_run_counting(&q, rows);
}

static bool keep_state(struct store *s, const struct outbox_answer *a, const char *carrier_id)
{
	struct query q = sql(s, "UPDATE outbox SET not_before = ?2, tries = tries + ?3, "
				"carrier_id = coalesce(?4, carrier_id) WHERE id = ?1");

	sql_int(&q, a->id);
	sql_int(&q, a->state == DELIVERY_READY ? a->not_before : 0);
	sql_int(&q, a->outcome != TRY_EXPIRED);
	sql_text(&q, carrier_id);
	return sql_run(&q);
}

bool outbox_answered(struct store *s, const struct outbox_answer *a, int64_t now, enum delivery *reported)
{
	char id[CARRIER_ID];
	int rows;

	*reported = DELIVERY_READY;
	carrier_id_normal(a->carrier_id, id);
	return enter_state(s, a, *id ? id : NULL, now, &rows) && (rows || keep_state(s, a, *id ? id : NULL)) &&
	       try_row_add(s, &(struct try_row){.outbox = a->id,
						.at = now,
						.outcome = a->outcome,
						.status = a->status,
						.why = *a->why ? a->why : NULL}) &&
	       (!*id || early_rows_apply(s, a->id, a->carrier_id, reported));
}

/* From one id to another. OR FAIL: as outbox_mark_all() has it. */
static bool mark_run(struct store *s, int64_t first, int64_t last, int64_t now, int *rows)
{
	struct query q = sql(s, "UPDATE OR FAIL outbox SET state = 'sending', state_at = ?3, unsettled = 'sending', "
				"not_before = 0 "
				"WHERE id BETWEEN ?1 AND ?2 AND state = 'ready'");

	sql_int(&q, first);
	sql_int(&q, last);
	sql_int(&q, now);
	return sql_run_counting(&q, rows);
}

bool outbox_mark_sending(struct store *s, const int64_t *ids, size_t n, int64_t now, size_t *marked)
{
	size_t end;
	int rows;

	*marked = 0;
	for (size_t i = 0; i < n; i = end) {
		end = i + 1;
		while (end < n && ids[end] == ids[end - 1] + 1)
			end++;
		if (!mark_run(s, ids[i], ids[end - 1], now, &rows))
			return false;
		*marked += (size_t)rows;
	}
	return true;
}

bool outbox_take_back(struct store *s, int64_t id, int64_t now)
{
	struct query q = sql(s, "UPDATE outbox SET state = 'ready', state_at = ?2, unsettled = NULL "
				"WHERE id = ?1 AND state = 'sending'");

	sql_int(&q, id);
	sql_int(&q, now);
	return sql_run(&q);
}

bool outbox_move(struct store *s, int64_t id, const char *channel, const char *why, int64_t now)
{
	struct query q = sql(s, "UPDATE outbox SET channel = ?2, not_before = 0, carrier_id = NULL "
				"WHERE id = ?1 AND state = 'ready'");

	/* First, while the row still names the channel that it goes from. */
	if (!try_row_add_if_ready(s, &(struct try_row){.outbox = id, .at = now, .outcome = TRY_MOVED, .why = why}))
		return false;
	sql_int(&q, id);
	sql_text(&q, channel);
	return sql_run(&q);
}

size_t outbox_left_sending(struct store *s, int64_t after, struct outbox_left *out, size_t max)
{
	struct query q = sql(s, "SELECT id, channel FROM outbox INDEXED BY outbox_unsettled "
				"WHERE unsettled = 'sending' AND id > ?1 ORDER BY id LIMIT ?2");
	size_t n = 0;

	sql_int(&q, after);
	sql_int(&q, (int64_t)max);
	while (n < max && sql_row(&q)) {
		out[n].id = sql_get_int(&q, 0);
		sql_get(&q, 1, out[n++].channel, CHANNEL_BYTES);
	}
	return sql_end(&q) ? n : 0;
}
