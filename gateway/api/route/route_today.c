/* The figures of the last days, and the tickets behind each of them. */
#include <stdlib.h>
#include <string.h>

#include "db/store/tickets.h"
#include "gateway/api/ask/tickets_row.h"
#include "gateway/api/route/api_route.h"
#include "gateway/board/day_count.h"
#include "handlers/time/when_local.h"
#include "handlers/zone/day.h"
#include "templates/text/fold.h"
#include "templates/text/number.h"

static bool read_days(struct api_ask *ask, int *days)
{
	const char *said = api_argument(ask, "days");
	char most[DECIMAL_BYTES];
	int64_t n = said ? api_number(said) : 1;

	*days = (int)(n >= 1 && n <= DAYS_MOST ? n : 0);
	return *days || api_refuse(ask, PROBLEM_DAYS_BACK, number_write(DAYS_MOST, most));
}

/* Each that the asker may see, the newest first. */
struct walk {
	const struct api_ask *ask;
	bool (*wants)(const void *ctx, const struct ticket *t); /* by what tickets_glance() reads first; NULL: all */
	bool (*each)(void *ctx, const struct ticket *t);        /* false: no more */
	void *ctx;
};

static bool wants(void *of, const struct ticket *t)
{
	const struct walk *w = of;

	return !w->wants || w->wants(w->ctx, t);
}

static bool sees(void *of, const struct ticket *t)
{
	const struct walk *w = of;

	return access_sees(&w->ask->access, t);
}

static bool look(void *ctx, struct ticket *t)
{
	const struct walk *w = ctx;

	return w->each(w->ctx, t);
}

/* They see all tickets, for none is about anybody. */
static bool sees_each(const struct api_ask *ask)
{
	const struct flows *flows = &ask->w->rules->flows;

	for (size_t i = 0; i < flows->n; i++)
		if (flows->all[i]->about)
			return false;
	return access_sees_all(&ask->access);
}

/* False: memory ran out, or `each` ended it. */
static bool walk(struct walk *w, const int64_t *numbers, size_t n)
{
	const struct tickets_glance g = {.flows = &w->ask->w->rules->flows,
					 .wants = wants,
					 .sees = sees_each(w->ask) ? NULL : sees,
					 .each = look,
					 .ctx = w};

	return tickets_glance(w->ask->w->store, &g, numbers, n);
}

/* ---- the figures ---- */

static bool count(void *ctx, const struct ticket *t)
{
	return day_count_add(ctx, t);
}

static char *print(const struct api_ask *ask, struct day_count *c, int days)
{
	const struct board b = tickets_board(ask);
	struct walk w = {.ask = ask, .each = count, .ctx = c};
	struct json_writer j = json_begin();
	char today[DAY_BYTES];
	bool whole = false, good;
	size_t n;
	int64_t *numbers = day_tickets(ask->w->store, day_span(ask->request->now, days - 1).from, &n, &whole);

	good = numbers && walk(&w, numbers, n);
	free(numbers);
	day_count_put(&j, &b, c);
	json_put_null(&j, "next");
	day_write(when_today(ask->request->now), today);
	json_put_string(&j, "today", today);
	json_put_bool(&j, "whole", whole);
	if (good)
		return json_end(&j);
	free(json_end(&j));
	return NULL;
}

bool route_today(struct api_ask *ask)
{
	struct day_count *c;
	char *json = NULL;
	int days;

	if (!api_language(ask) || !read_days(ask, &days))
		return false;
	c = day_count_new(ask->request->now, days);
	if (c)
		json = print(ask, c, days);
	day_count_free(c);
	return api_answer(ask, json);
}

/* ---- the tickets of one of them ---- */

struct figure {
	const struct api_ask *ask;
	struct json_writer j;
	struct day_span day;
	const char *of, *node;
	int64_t station;         /* 0: of any */
	bool of_none;            /* of no station */
	const struct flow *flow; /* NULL: any */
	struct ticket *whole;    /* with its words */
	size_t put;
	int64_t next;
};

static bool read_day(struct api_ask *ask, struct figure *f)
{
	const char *said = api_argument(ask, "day");
	int64_t today = when_today(ask->request->now), day = today;
	char most[DECIMAL_BYTES];

	if (said && (!day_read(said, &day) || day > today || day <= today - DAYS_MOST))
		return api_refuse(ask, PROBLEM_DAY_BACK, number_write(DAYS_MOST - 1, most));
	f->day = day_span(ask->request->now, (int)(today - day));
	return true;
}

static bool read_flow(struct api_ask *ask, struct figure *f)
{
	const char *said = api_argument(ask, "flow");
	char shown[SHOWN_BYTES];

	f->flow = said ? flows_find(&ask->w->rules->flows, said) : NULL;
	return !said || f->flow || api_refuse(ask, PROBLEM_NO_FLOW, api_shown(said, shown));
}

/* `-` is of none. */
static bool read_station(struct api_ask *ask, struct figure *f)
{
	const char *said = api_argument(ask, "station");
	char folded[NAME_BYTES], shown[SHOWN_BYTES];
	const struct station *s =
		said && fold_small(folded, sizeof(folded), said) ? roster_station_named(&ask->w->roster, folded) : NULL;

	f->station = s ? s->id : 0;
	f->of_none = said && strcmp(said, "-") == 0;
	return !said || s || f->of_none || api_refuse(ask, PROBLEM_NO_STATION, api_shown(said, shown));
}

/* Of the flow that is named, or of any. */
static bool is_node(const struct api_ask *ask, const struct figure *f)
{
	const struct flows *all = &ask->w->rules->flows;

	for (size_t i = 0; i < all->n; i++)
		if ((!f->flow || f->flow == all->all[i]) && flow_node(all->all[i], f->node) >= 0)
			return true;
	return false;
}

/* `opened`, `late` or `missing`, or a node by its name. */
static bool read_figure(struct api_ask *ask, struct figure *f)
{
	static const char *const all[] = {"opened", "late", "missing"};
	char shown[SHOWN_BYTES];

	f->of = api_argument(ask, "of");
	f->node = api_argument(ask, "node");
	if (f->node && !f->of)
		return is_node(ask, f) || api_refuse(ask, PROBLEM_FIGURE, api_shown(f->node, shown));
	for (size_t i = 0; f->of && !f->node && i < sizeof(all) / sizeof(*all); i++)
		if (strcmp(f->of, all[i]) == 0)
			return true;
	return api_refuse(ask, PROBLEM_FIGURE, api_shown(f->of ? f->of : "", shown));
}

static bool is_of_station(const struct figure *f, const struct ticket *t)
{
	const struct station *s = roster_station(&f->ask->w->roster, t->station);

	return f->of_none ? !s : !f->station || (s && s->id == f->station);
}

/* As far as what is read first tells. */
static bool may_count(const void *ctx, const struct ticket *t)
{
	const struct figure *f = ctx;

	if ((f->flow && t->flow != f->flow) || !is_of_station(f, t))
		return false;
	return f->node || strcmp(f->of, "opened") != 0 || day_opened(t, &f->day);
}

/* What else must hold. */
static bool is_counted(const struct figure *f, const struct ticket *t)
{
	int node = f->node ? flow_node(t->flow, f->node) : -1;

	if (f->node)
		return node >= 0 && day_stamped(t, (size_t)node, &f->day);
	if (strcmp(f->of, "late") == 0)
		return day_late(t, &f->day, f->ask->request->now);
	return strcmp(f->of, "missing") != 0 || day_missing(t, &f->day, f->ask->request->now);
}

static bool put(void *ctx, const struct ticket *t)
{
	struct figure *f = ctx;

	if (!is_counted(f, t))
		return true;
	if (f->put == f->ask->limit) {
		f->next = t->number + 1;
		return false;
	}
	if (tickets_load(f->ask->w->store, &f->ask->w->rules->flows, t->number, f->whole)) {
		f->put++;
		tickets_row_put(f->ask, &f->j, f->whole);
	}
	return true;
}

/* Of those below `before`; 0: of all. */
static bool put_all(struct figure *f, const int64_t *numbers, size_t n, int64_t before)
{
	struct walk w = {.ask = f->ask, .wants = may_count, .each = put, .ctx = f};
	size_t first = 0;
	bool good;

	while (before && first < n && numbers[first] >= before)
		first++;
	f->whole = calloc(1, sizeof(*f->whole));
	json_open_list(&f->j, "items");
	good = f->whole && (walk(&w, numbers + first, n - first) || f->next);
	json_close_list(&f->j);
	json_put_id_or_null(&f->j, "next", f->next);
	free(f->whole);
	return good;
}

bool route_today_tickets(struct api_ask *ask)
{
	struct figure f = {.ask = ask};
	int64_t before, *numbers;
	bool whole, good;
	size_t n;

	if (!api_language(ask) || !read_day(ask, &f) || !read_flow(ask, &f) || !read_station(ask, &f) ||
	    !read_figure(ask, &f) || !api_cursor(ask, &before))
		return false;
	numbers = day_tickets(ask->w->store, f.day.from, &n, &whole);
	if (!numbers)
		return api_answer(ask, NULL);
	f.j = json_begin();
	good = put_all(&f, numbers, n, before);
	free(numbers);
	if (good)
		return api_answer(ask, json_end(&f.j));
	free(json_end(&f.j));
	return api_answer(ask, NULL);
}
