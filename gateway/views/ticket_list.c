#include "gateway/views/ticket_list.h"

#include <stdlib.h>

#include "db/store/tickets_found.h"
#include "handlers/clock/due.h"

#define PAGE 64 /* tickets read at once: a year's are too many to hold */

struct list {
	const struct workspace *w;
	struct table rows;
	int64_t now; /* of those that are late */
	void (*add)(struct list *l, const struct ticket *t);
};

static void put_lead(struct list *l, const struct ticket *t)
{
	char lead[NAME_BYTES] = "";

	if (t->lead)
		workspace_name(l->w->store, t->lead, lead, sizeof(lead));
	table_put_text(&l->rows, lead);
}

static const char *state_name(const struct ticket *t)
{
	return t->state < 0 ? "?" : t->flow->states[t->state].name;
}

static void add_ticket(struct list *l, const struct ticket *t)
{
	struct table *rows = &l->rows;

	table_put_id(rows, t->number);
	table_put_text(rows, t->flow->name);
	table_put_text(rows, state_name(t));
	table_put_flag(rows, t->down, "down");
	table_put_time(rows, t->opened);
	table_put_text(rows, t->serial);
	table_put_text(rows, t->customer_name);
	table_put_text(rows, t->station_name);
	put_lead(l, t);
	table_put_text(rows, t->fault);
}

static bool runs_late(const struct ticket *t, size_t clock, int64_t now)
{
	const struct clock_state *s = &t->clocks[clock];

	return s->started && !s->stopped && s->due && due_over(&t->flow->clocks[clock], s, now);
}

static void add_late(struct list *l, const struct ticket *t)
{
	struct table *rows = &l->rows;

	for (size_t i = 0; i < t->flow->clocks_n; i++) {
		if (!runs_late(t, i, l->now))
			continue;
		table_put_id(rows, t->number);
		table_put_text(rows, t->flow->name);
		table_put_text(rows, t->flow->clocks[i].name);
		table_put_time(rows, t->clocks[i].due);
		table_put_span(rows, l->now - t->clocks[i].due);
		table_put_text(rows, state_name(t));
		table_put_text(rows, t->serial);
		table_put_text(rows, t->customer_name);
		table_put_text(rows, t->station_name);
		put_lead(l, t);
	}
}

static bool put_all(struct list *l, bool all)
{
	struct ticket *page = calloc(PAGE, sizeof(*page));
	int64_t before = 0;
	size_t n;

	if (!page)
		return false;
	do {
		n = tickets_list(l->w->store, &l->w->rules->flows, all, before, page, PAGE);
		for (size_t i = 0; i < n; i++)
			l->add(l, &page[i]);
		before = n > 0 ? page[n - 1].number : 0;
	} while (n == PAGE);
	free(page);
	return true;
}

bool ticket_list_print(const struct workspace *w, bool all, enum table_form form, FILE *out)
{
	static const char *const names[] = {"ticket",   "flow",    "state",    "down",  "opened", "machine",
					    "customer", "station", "engineer", "fault", NULL};
	struct list l = {.w = w, .add = add_ticket};
	bool good;

	table_begin(&l.rows, form, names, out);
	good = put_all(&l, all);
	return table_end(&l.rows) && good;
}

bool ticket_list_print_late(const struct workspace *w, int64_t now, enum table_form form, FILE *out)
{
	static const char *const names[] = {"ticket",  "flow",     "clock",   "due",      "over", "state",
					    "machine", "customer", "station", "engineer", NULL};
	struct list l = {.w = w, .now = now, .add = add_late};
	bool good;

	table_begin(&l.rows, form, names, out);
	good = put_all(&l, false);
	return table_end(&l.rows) && good;
}
