#include "db/outbox/outbox_reports.h"

#include "db/messages/carrier_id.h"
#include "db/outbox/outbox.h"
#include "db/sqlite/messages/delivery_sql.h"
#include "db/sqlite/sql.h"
#include "templates/text/units.h"

/* Carriers begin their ids again now and then: a text that is not over is meant before one that is. */
#define OPEN_ONES "SELECT id FROM outbox WHERE channel = ?1 AND carrier_id = ?2" DELIVERY_NOT_FINAL " LIMIT 2"
#define ANY_ONE "SELECT id FROM outbox WHERE channel = ?1 AND carrier_id = ?2 ORDER BY id DESC LIMIT 1"

struct found {
	int64_t id; /* of the first */
	int n;      /* 2: there are more */
};

static struct found asked(struct query *q, const char *channel, const char *form)
{
	struct found f = {0};

	sql_text(q, channel);
	sql_text(q, form);
	while (sql_row(q)) {
		f.id = f.n ? f.id : sql_get_int(q, 0);
		f.n++;
	}
	return sql_end(q) ? f : (struct found){0};
}

static struct found find(struct store *s, const char *channel, const char *form)
{
	struct query q = sql(s, OPEN_ONES);
	struct found f = asked(&q, channel, form);

	if (f.n || store_failed(s))
		return f;
	q = sql(s, ANY_ONE);
	return asked(&q, channel, form);
}

/* As it is written wins. Where only other forms fit, one text alone may: two would be a guess. */
static int64_t find_text(struct store *s, const struct outbox_said *r)
{
	char forms[CARRIER_ID_FORMS][CARRIER_ID];
	size_t n = carrier_id_forms(r->carrier_id, forms);
	struct found f = {0}, one;

	for (size_t i = 0; i < n && !(i == 1 && f.n); i++) {
		one = find(s, r->channel, forms[i]);
		if (one.n && !(f.n == 1 && one.n == 1 && f.id == one.id)) {
			f.n += one.n;
			f.id = one.id;
		}
	}
	return f.n == 1 ? f.id : 0;
}

/* ---- marking ---- */

static bool fail_delivered(struct store *s, int64_t id, const struct outbox_said *r)
{
	struct query q = sql(s, "UPDATE outbox SET state = ?2, error = ?3, state_at = ?4, lost = ?4 "
				"WHERE id = ?1 AND state = 'delivered' AND segments > 1");

	sql_int(&q, id);
	sql_text(&q, delivery_name(r->state));
	sql_text(&q, r->error);
	sql_int(&q, r->at);
	return sql_run(&q);
}

static bool mark(struct store *s, int64_t id, const struct outbox_said *r)
{
	if (r->in_parts && delivery_is_lost(r->state) && !fail_delivered(s, id, r))
		return false;
	return outbox_mark(s, id, r->state, r->error, r->at);
}

bool outbox_report_by_uuid(struct store *s, const char *uuid, const struct outbox_said *r, bool *known)
{
	int64_t id;

	*known = false;
	if (!delivery_is_reported(r->state))
		return sql_refuse(s, "no report says `%s`", delivery_name(r->state));
	if (!outbox_find(s, uuid, &id))
		return false;
	*known = id != 0;
	return !*known || mark(s, id, r);
}

bool outbox_report_by_carrier(struct store *s, const struct outbox_said *r, bool *known)
{
	int64_t id;

	*known = false;
	if (!delivery_is_reported(r->state))
		return sql_refuse(s, "no report says `%s`", delivery_name(r->state));
	id = find_text(s, r);
	*known = id != 0;
	return !store_failed(s) && (!*known || mark(s, id, r));
}

static bool may_be_lost(struct store *s, int64_t id, const struct outbox_said *r)
{
	struct query q = sql(s, "SELECT 1 FROM outbox WHERE id = ?1 AND ((1" DELIVERY_NOT_FINAL
				") OR (?2 <> 0 AND state = 'delivered' AND segments > 1))");

	sql_int(&q, id);
	sql_int(&q, r->in_parts);
	return sql_one_int(&q) != 0;
}

bool outbox_report_loses(struct store *s, const char *uuid, const struct outbox_said *r, int64_t *id)
{
	int64_t found = 0;

	*id = 0;
	if (!delivery_is_lost(r->state))
		return true;
	if (*uuid && !outbox_find(s, uuid, &found))
		return false;
	if (!found && *r->carrier_id)
		found = find_text(s, r);
	if (found && may_be_lost(s, found, r))
		*id = found;
	return !store_failed(s);
}

/* A few each time: so many that there are never more than came in a day. */
static bool forget_old(struct store *s, int64_t before)
{
	struct query q = sql(s, "DELETE FROM early_report WHERE id IN (SELECT id FROM early_report "
				"INDEXED BY early_report_came WHERE came < ?1 ORDER BY came LIMIT 4)");

	sql_int(&q, before);
	return sql_run(&q);
}

bool outbox_report_early(struct store *s, const struct outbox_said *r, int64_t inbox, int64_t now)
{
	struct query q = sql(s, "INSERT INTO early_report (channel, carrier_id, inbox, came, state, error, at) "
				"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
	char id[CARRIER_ID];

	carrier_id_normal(r->carrier_id, id);
	sql_text(&q, r->channel);
	sql_text(&q, id);
	sql_int(&q, inbox);
	sql_int(&q, now);
	sql_text(&q, delivery_name(r->state));
	sql_text(&q, r->error);
	sql_int(&q, r->at);
	return sql_run(&q) && forget_old(s, now - DAY_MS);
}
