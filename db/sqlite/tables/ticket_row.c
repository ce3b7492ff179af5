#include "db/sqlite/tables/ticket_row.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "db/sqlite/tables/machine_place.h"
#include "handlers/clock/clock_text.h"
#include "handlers/clock/clocks.h"
#include "handlers/model/change.h"
#include "templates/text/text.h"

static bool refuse_row(struct query *q, const struct ticket *t)
{
	return sql_refuse(q->store, "ticket %" PRId64 " cannot be read: run `fieldgate audit`", t->number);
}

/* Those of ROW_HEAD, and of ROW_LAST from the column `last` on. */
static bool read_ledgered(struct query *q, int last, const struct flow *flow, struct ticket *out)
{
	size_t n;

	ticket_blank(out, flow, sql_get_int(q, 0));
	if (!change_apply(out, sql_bytes(q, 2, &n)))
		return refuse_row(q, out);
	out->opened = sql_get_int(q, 3);
	out->last_text = sql_get_int(q, last);
	out->last_by = sql_get_int(q, last + 1);
	out->last_at = sql_get_int(q, last + 2);
	/* One that was taken back has ended. */
	out->lost = out->state < 0 && (out->lost || sql_is_null(q, last + 3));
	return !q->bad;
}

/* Clocks that cannot be read are left blank: they can be made again from the ledger. */
static void read_clocks(struct query *q, int column, struct ticket *out)
{
	size_t n;

	if (!clock_text_read(out, sql_bytes(q, column, &n)))
		memset(out->clocks, 0, sizeof(out->clocks));
}

bool row_read_brief(struct query *q, const struct flow *flow, struct ticket *out)
{
	if (!read_ledgered(q, 4, flow, out))
		return false;
	sql_get(q, 8, out->serial, sizeof(out->serial));
	return !q->bad;
}

bool row_read_bare(struct query *q, const struct flow *flow, struct ticket *out)
{
	if (!read_ledgered(q, 9, flow, out))
		return false;
	read_clocks(q, 5, out);
	out->customer_manager = sql_get_int(q, 7);
	return !q->bad;
}

bool row_read_with_serial(struct query *q, const struct flow *flow, struct ticket *out)
{
	if (!row_read_bare(q, flow, out))
		return false;
	sql_get(q, 13, out->serial, sizeof(out->serial));
	return !q->bad;
}

bool row_read_light(struct query *q, const struct flow *flow, struct ticket *out)
{
	ticket_blank(out, flow, sql_get_int(q, 0));
	out->opened = sql_get_int(q, 3);
	out->station = sql_get_int(q, 4);
	return !q->bad;
}

bool row_read_whom(struct query *q, struct ticket *out)
{
	size_t n;

	if (!change_apply_named(out, sql_bytes(q, 2, &n)))
		return refuse_row(q, out);
	out->customer = sql_get_int(q, 6);
	out->customer_manager = sql_get_int(q, 7);
	out->lead = sql_get_int(q, 8);
	return !q->bad;
}

bool row_read_days(struct query *q, struct ticket *out)
{
	size_t n;

	if (!change_apply_nodes(out, sql_bytes(q, 2, &n)))
		return refuse_row(q, out);
	if (!clock_text_read_dues(out, sql_bytes(q, 5, &n)))
		memset(out->clocks, 0, sizeof(out->clocks));
	return !q->bad;
}

bool row_read_ticket(struct query *q, const struct flow *flow, struct ticket *out)
{
	size_t n;

	if (!row_read_brief(q, flow, out))
		return false;
	sql_get(q, 9, out->fault, sizeof(out->fault));
	sql_get(q, 10, out->site, sizeof(out->site));
	sql_get(q, 11, out->model, sizeof(out->model));
	machine_place_read(q, 12, out->place, sizeof(out->place));
	sql_get(q, 15, out->customer_name, sizeof(out->customer_name));
	sql_get(q, 16, out->customer_number, sizeof(out->customer_number));
	out->customer_manager = sql_get_int(q, 17);
	sql_get(q, 18, out->station_name, sizeof(out->station_name));
	out->km = sql_is_null(q, 14) ? -1 : sql_get_real(q, 14);
	out->customer_class = sql_bytes(q, 20, &n)[0];
	read_clocks(q, 19, out);
	return !q->bad;
}

const struct flow *row_flow(struct query *q, const struct flows *flows)
{
	size_t n;

	return flows_find(flows, sql_bytes(q, 1, &n));
}

struct query row_of_ticket(struct store *s, int64_t number)
{
	struct query q = sql(s, TICKET WORDS "WHERE t.number = ?1");

	sql_int(&q, number);
	return q;
}
