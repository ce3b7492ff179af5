#include "gateway/views/ticket_list.h"

#include <stdlib.h>

#include "db/store/tickets.h"
#include "db/store/tickets_due.h"
#include "db/store/tickets_found.h"
#include "gateway/command/ticket_search.h"
#include "handlers/clock/pressing_clock.h"
#include "handlers/model/expected_code.h"
#include "templates/text/units.h"

#define PAGE 64 /* tickets read at once: a year's are too many to hold */
/* A ticket's number is given out when its opening comes, which may be some days after it was sent. */
#define LATE_MS (30 * DAY_MS)

struct list {
	const struct workspace *w;
	struct table rows;
	const struct ticket_filter *filter;
	int64_t now;                                         /* at which a clock is late */
	enum lang lang;                                      /* of labels and words */
	size_t shown;                                        /* tickets */
	bool (*add)(struct list *l, const struct ticket *t); /* true: it has a row */
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

/* What a program wants to know beside it; a screen is not wide enough. */
static void put_next(struct list *l, const struct ticket *t)
{
	const struct code *code = expected_code(t);
	bool late;
	int clock = pressing_clock(t, l->now, &late);
	const struct clock_kind *k = clock >= 0 ? &t->flow->clocks[clock] : NULL;

	table_put_time(&l->rows, k ? t->clocks[clock].due : 0);
	table_put_flag(&l->rows, late, "late");
	table_put_text(&l->rows, k ? k->name : "");
	table_put_text(&l->rows, k ? k->label.in[l->lang] : "");
	table_put_text(&l->rows, code ? code->name : "");
	table_put_text(&l->rows, code ? code->word.in[l->lang] : "");
}

static bool add_ticket(struct list *l, const struct ticket *t)
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
	table_put_id(rows, t->parent);
	table_put_text(rows, t->fault);
	if (rows->form != TABLE_SCREEN)
		put_next(l, t);
	return true;
}

/* ---- those that are late ---- */

static bool add_late(struct list *l, const struct ticket *t)
{
	struct table *rows = &l->rows;
	bool any = false;

	for (size_t i = 0; i < t->flow->clocks_n; i++) {
		if (!clock_runs_late(t, i, l->now))
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
		any = true;
	}
	return any;
}

/* The index that leaves least to look through; false: all are, newest first. */
static bool narrowest(const struct ticket_filter *f, bool all, enum tickets_by *by, int64_t *id)
{
	if (f->machine) {
		*by = all ? TICKETS_BY_MACHINE_ALL : TICKETS_BY_MACHINE;
		*id = f->machine;
	} else if (!all && f->lead) {
		*by = TICKETS_BY_LEAD;
		*id = f->lead;
	} else if (!all && f->customer) {
		*by = TICKETS_BY_CUSTOMER;
		*id = f->customer;
	} else if (!all && f->station) {
		*by = TICKETS_BY_STATION;
		*id = f->station;
	} else {
		return false;
	}
	return true;
}

/* Those of the filter's own that are below `before`, each once. */
static size_t named_numbers(const struct ticket_filter *f, int64_t before, int64_t *numbers, bool *more)
{
	size_t n = 0, i;

	for (i = 0; i < f->numbers_n && n < PAGE; i++)
		if ((!before || f->numbers[i] < before) && (n == 0 || f->numbers[i] != numbers[n - 1]))
			numbers[n++] = f->numbers[i];
	*more = i < f->numbers_n;
	return n;
}

/* Numbers of at most PAGE, the newest below `before`; *more: there may be others. False: neither a search nor an index
 * leaves fewer than all. */
static bool read_numbers(const struct list *l, bool all, int64_t before, int64_t *numbers, size_t *n, bool *more)
{
	enum tickets_by by;
	int64_t id;

	if (l->filter->numbers) {
		*n = named_numbers(l->filter, before, numbers, more);
		return true;
	}
	if (l->filter->search) {
		*n = ticket_search_numbers(l->w, l->filter->search, all, before, numbers, PAGE, more);
		return true;
	}
	if (!narrowest(l->filter, all, &by, &id))
		return false;
	*n = tickets_numbers(l->w->store, by, id, before, numbers, PAGE);
	*more = *n == PAGE;
	return true;
}

/* At most PAGE, the newest below *before, which moves on; *more: there may be others. Returns how many can be read. */
static size_t read_page(const struct list *l, bool all, int64_t *before, struct ticket *page, bool *more)
{
	const struct flows *flows = &l->w->rules->flows;
	int64_t numbers[PAGE];
	size_t n, kept = 0;

	if (!read_numbers(l, all, *before, numbers, &n, more)) {
		n = tickets_list(l->w->store, flows, all, *before, page, PAGE);
		*before = n ? page[n - 1].number : 0;
		*more = n == PAGE;
		return n;
	}
	for (size_t i = 0; i < n; i++)
		kept += tickets_load(l->w->store, flows, numbers[i], &page[kept]);
	*before = n ? numbers[n - 1] : 0;
	*more = *more && n > 0;
	return kept;
}

static bool is_full(const struct list *l)
{
	return l->filter->limit && l->shown == l->filter->limit;
}

static bool put_all(struct list *l, bool all)
{
	struct ticket *page = calloc(PAGE, sizeof(*page));
	int64_t before = 0;
	bool more = true;

	if (!page)
		return false;
	while (more && !is_full(l)) {
		size_t n = read_page(l, all, &before, page, &more);

		for (size_t i = 0; i < n && !is_full(l); i++)
			if (ticket_filter_takes(l->filter, &page[i]))
				l->shown += l->add(l, &page[i]);
		if (n && page[n - 1].opened < l->filter->since - LATE_MS)
			break;
	}
	free(page);
	return true;
}

#define ON_SCREEN \
	"ticket", "flow", "state", "down", "opened", "machine", "customer", "station", "engineer", "parent", "fault"
static const char *const screen_columns[] = {ON_SCREEN, NULL};
static const char *const ticket_columns[] = {ON_SCREEN,     "due",       "late",      "clock",
					     "clock_label", "next_code", "next_word", NULL};

bool ticket_list_print(const struct workspace *w, bool all, int64_t now, const struct ticket_filter *f,
		       enum table_form form, FILE *out)
{
	struct list l = {.w = w, .filter = f, .now = now, .lang = lang_of_verbs, .add = add_ticket};
	bool good;

	table_begin(&l.rows, form, form == TABLE_SCREEN ? screen_columns : ticket_columns, out);
	good = put_all(&l, all);
	return table_end(&l.rows) && good;
}

bool ticket_list_print_late(const struct workspace *w, int64_t now, const struct ticket_filter *f, enum table_form form,
			    FILE *out)
{
	static const char *const names[] = {"ticket",  "flow",     "clock",   "due",      "over", "state",
					    "machine", "customer", "station", "engineer", NULL};
	struct list l = {.w = w, .filter = f, .now = now, .add = add_late};
	bool good;

	table_begin(&l.rows, form, names, out);
	good = put_all(&l, false);
	return table_end(&l.rows) && good;
}

/* ---- page by page ---- */

struct paging {
	struct list list;
	const struct ticket_list_page *page;
	struct ticket *t; /* the one at hand, with its words */
	size_t looked;
	int64_t last, next; /* looked at; to go on below, 0: there are no others */
};

static bool is_shown(const struct paging *g, const struct ticket *t)
{
	const struct ticket_list_page *p = g->page;
	bool late;

	pressing_clock(t, p->now, &late);
	return ticket_filter_takes(g->list.filter, t) && !(p->open && ticket_ended(t)) && (!p->late || late) &&
	       p->sees(p->ctx, t);
}

/* At one without its words, which are read only of what is shown. False: the page ends here. */
static bool look(void *ctx, const struct ticket *bare)
{
	struct paging *g = ctx;
	const struct workspace *w = g->list.w;
	int64_t number = bare->number;

	if (g->looked == LOOKED_MOST) {
		g->next = g->last;
		return false;
	}
	g->looked++;
	g->last = number;
	if (!is_shown(g, bare))
		return true;
	if (is_full(&g->list)) {
		g->next = number + 1;
		return false;
	}
	if (tickets_load(w->store, &w->rules->flows, number, g->t)) {
		g->page->put(g->page->ctx, g->t);
		g->list.shown++;
	}
	return true;
}

/* False: nothing leaves fewer than all. */
static bool look_by_numbers(struct paging *g)
{
	const struct workspace *w = g->list.w;
	int64_t numbers[PAGE], before = g->page->before;
	bool more = true, on = true;

	while (more && on) {
		size_t n;

		if (!read_numbers(&g->list, g->page->all, before, numbers, &n, &more))
			return false;
		for (size_t i = 0; i < n && on; i++)
			on = !tickets_load_bare(w->store, &w->rules->flows, numbers[i], g->t) || look(g, g->t);
		more = more && n > 0;
		before = n ? numbers[n - 1] : before;
	}
	return true;
}

bool ticket_list_page(const struct workspace *w, const struct ticket_list_page *p, const struct ticket_filter *f,
		      int64_t *next)
{
	struct paging g = {.list = {.w = w, .filter = f}, .page = p, .t = calloc(1, sizeof(*g.t))};
	struct ticket_walk all = {.each = look, .ctx = &g, .most = SIZE_MAX};
	bool good = g.t;

	if (good && !look_by_numbers(&g))
		tickets_newest(w->store, &w->rules->flows, p->all, p->before, &all);
	*next = g.next;
	free(g.t);
	return good;
}
