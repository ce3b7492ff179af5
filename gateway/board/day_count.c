#include "gateway/board/day_count.h"

#include <stdlib.h>

#include "handlers/time/when_local.h"
#include "handlers/zone/day.h"
#include "templates/text/array.h"

#define HEADS 1024

struct figures {
	int back; /* days */
	int64_t station;
	size_t next; /* of those under the same head; from 1 */
	const struct flow *flow;
	int64_t opened, late, missing, nodes[NODES_MAX];
};

struct day_count {
	int64_t now;
	int days;
	struct day_span spans[DAYS_MOST];
	struct figures *all;
	size_t n, cap;
	size_t heads[HEADS]; /* in `all`, from 1; 0: none */
};

struct day_count *day_count_new(int64_t now, int days)
{
	struct day_count *c = calloc(1, sizeof(*c));

	if (!c)
		return NULL;
	c->now = now;
	c->days = days;
	for (int i = 0; i < days; i++)
		c->spans[i] = day_span(now, i);
	return c;
}

void day_count_free(struct day_count *c)
{
	if (c)
		free(c->all);
	free(c);
}

static size_t *head_of(struct day_count *c, const struct ticket *t, int back)
{
	return &c->heads[((size_t)t->station * 31 + (size_t)back) % HEADS];
}

/* The row of these; NULL: memory ran out. */
static struct figures *row_of(struct day_count *c, const struct ticket *t, int back)
{
	size_t *head = head_of(c, t, back);
	struct figures *all;

	for (size_t i = *head; i; i = c->all[i - 1].next) {
		struct figures *f = &c->all[i - 1];

		if (f->back == back && f->flow == t->flow && f->station == t->station)
			return f;
	}
	all = array_room(c->all, c->n, &c->cap, sizeof(*all));
	if (!all)
		return NULL;
	c->all = all;
	all[c->n] = (struct figures){.back = back, .station = t->station, .flow = t->flow, .next = *head};
	*head = ++c->n;
	return &all[c->n - 1];
}

static struct figures figures_of(const struct ticket *t, const struct day_span *d, int64_t now, bool *any)
{
	struct figures f = {.opened = day_opened(t, d), .late = day_late(t, d, now), .missing = day_missing(t, d, now)};

	*any = f.opened || f.late || f.missing;
	for (size_t i = 0; i < t->flow->nodes_n; i++) {
		f.nodes[i] = day_stamped(t, i, d);
		*any = *any || f.nodes[i];
	}
	return f;
}

static bool add_day(struct day_count *c, const struct ticket *t, int back)
{
	bool any;
	const struct figures f = figures_of(t, &c->spans[back], c->now, &any);
	struct figures *row = any ? row_of(c, t, back) : NULL;

	if (!row)
		return !any;
	row->opened += f.opened;
	row->late += f.late;
	row->missing += f.missing;
	for (size_t i = 0; i < NODES_MAX; i++)
		row->nodes[i] += f.nodes[i];
	return true;
}

/* The day of that moment as a bit; 0: none of them. */
static uint32_t day_of(const struct day_count *c, int64_t at)
{
	for (int i = 0; i < c->days && at < c->spans[i].until; i++)
		if (at >= c->spans[i].from)
			return UINT32_C(1) << i;
	return 0;
}

/* The only days on which anything may hold of it: few tickets have to do with more than two or three. */
static uint32_t days_of(const struct day_count *c, const struct ticket *t)
{
	uint32_t days = day_of(c, t->opened);

	for (size_t i = 0; i < t->flow->nodes_n; i++)
		days |= day_of(c, t->nodes[i].at);
	for (size_t i = 0; i < t->flow->clocks_n; i++)
		days |= day_of(c, t->clocks[i].due);
	return days;
}

bool day_count_add(struct day_count *c, const struct ticket *t)
{
	uint32_t days = days_of(c, t);
	bool good = true;

	for (int i = 0; good && i < c->days; i++)
		if (days & UINT32_C(1) << i)
			good = add_day(c, t, i);
	return good;
}

static void put_row(struct json_writer *j, const struct board *b, const struct day_count *c, const struct figures *f)
{
	const struct station *station = roster_station(b->roster, f->station);
	char day[DAY_BYTES];

	day_write(when_today(c->now) - f->back, day);
	json_add_object(j);
	json_put_string(j, "day", day);
	json_put_string_or_null(j, "station", station ? station->name : NULL);
	json_put_string(j, "flow", f->flow->name);
	json_put_string(j, "flow_title", f->flow->title.in[b->lang]);
	json_put_number(j, "opened", f->opened);
	json_open_object(j, "nodes");
	for (size_t i = 0; i < f->flow->nodes_n; i++)
		json_put_number(j, f->flow->nodes[i].name, f->nodes[i]);
	json_close_object(j);
	json_put_number(j, "late", f->late);
	json_put_number(j, "missing", f->missing);
	json_close_object(j);
}

void day_count_put(struct json_writer *j, const struct board *b, const struct day_count *c)
{
	json_open_list(j, "items");
	for (int back = 0; back < c->days; back++)
		for (size_t i = 0; i < c->n; i++)
			if (c->all[i].back == back)
				put_row(j, b, c, &c->all[i]);
	json_close_list(j);
}
