#include "gateway/views/due_list.h"

#include <stdlib.h>
#include <string.h>

#include "db/store/tickets.h"
#include "db/store/tickets_due.h"
#include "gateway/base/columns.h"
#include "gateway/base/duration.h"
#include "gateway/table/table.h"
#include "handlers/clock/clock_next.h"
#include "handlers/clock/lacking_nodes.h"
#include "handlers/time/when.h"
#include "templates/text/text.h"

#define LOOK_MAX 100000 /* tickets: some seconds */

struct item {
	int64_t due, ticket, lead;
	const struct clock_kind *clock; /* NULL: a ticket is to be opened */
	const char *opens;              /* its flow; else NULL */
	const struct state *state;      /* NULL: one the flow no longer has */
	char serial[SERIAL_BYTES], station[NAME_BYTES];
};

struct list { /* in order of due, the earliest first */
	struct item *all;
	size_t n, max;
};

struct due_list {
	struct list over, ahead;
	const struct due_list_wish *wish;
	size_t looked, looked_back;
};

static bool has(const struct list *l, const struct item *one)
{
	for (size_t i = 0; i < l->n; i++) {
		if (l->all[i].ticket == one->ticket && l->all[i].clock == one->clock && l->all[i].opens == one->opens)
			return true;
	}
	return false;
}

static bool is_full_before(const struct list *l, int64_t due)
{
	return l->n == l->max && l->all[l->n - 1].due <= due;
}

/* `one` says when, and what falls due then. */
static void put(struct list *l, const struct ticket *t, struct item one)
{
	size_t i;

	one.ticket = t->number;
	one.lead = t->lead;
	one.state = t->state < 0 ? NULL : &t->flow->states[t->state];
	if (is_full_before(l, one.due) || has(l, &one))
		return;
	i = l->n < l->max ? l->n++ : l->max - 1;
	for (; i > 0 && l->all[i - 1].due > one.due; i--)
		l->all[i] = l->all[i - 1];
	l->all[i] = one;
}

static void put_clocks(struct due_list *a, const struct ticket *t)
{
	for (size_t i = 0; i < t->flow->clocks_n; i++) {
		const struct clock_state *s = &t->clocks[i];

		if (s->started && !s->stopped && s->due)
			put(s->due <= a->wish->now ? &a->over : &a->ahead, t,
			    (struct item){.due = s->due, .clock = &t->flow->clocks[i]});
	}
	for (size_t i = 0; i < t->flow->opened_n; i++)
		if (t->opens[i] > t->opens_taken)
			put(t->opens[i] <= a->wish->now ? &a->over : &a->ahead, t,
			    (struct item){.due = t->opens[i], .opens = t->flow->opened[i]});
}

/* A promise is noted as over a minute after it is due, everything else at once. */
static bool look_ahead(void *ctx, const struct ticket *t)
{
	struct due_list *a = ctx;

	if (is_full_before(&a->ahead, clocks_next(t) - PROMISE_GRACE_MS))
		return false;
	put_clocks(a, t);
	return true;
}

static bool look_back(void *ctx, const struct ticket *t)
{
	struct due_list *a = ctx;

	if (is_full_before(&a->over, lacking_since(t, a->wish->now)))
		return false;
	put_clocks(a, t);
	return true;
}

/* ---- printing ---- */

static void add_row(struct columns *out, const struct workspace *w, const struct item *i, int64_t now)
{
	char due[24], when[DURATION_BYTES + 16], span[DURATION_BYTES], ticket[NUMBER_BYTES], lead[NAME_BYTES];
	char what[FLOW_NAME + 8];
	bool over = i->due <= now;

	when_local(i->due, due);
	duration_write(over ? now - i->due : i->due - now, span);
	snprintf(when, sizeof(when), over ? "overdue %s" : "in %s", span);
	snprintf(ticket, sizeof(ticket), "%lld", (long long)i->ticket);
	text_copy(lead, sizeof(lead), *i->station ? i->station : "-");
	if (i->lead)
		workspace_name(w->store, i->lead, lead, sizeof(lead));
	snprintf(what, sizeof(what), "opens %s", i->opens ? i->opens : "");
	columns_add(out, (const char *const[]){due, when, ticket, *i->serial ? i->serial : "-",
					       i->clock ? i->clock->label.in[lang_of_verbs] : what,
					       i->state ? i->state->name : "?", lead});
}

static void print(const struct workspace *w, const struct due_list *a, FILE *out)
{
	struct columns rows = {.width = 7};

	if (a->over.n + a->ahead.n == 0) {
		fputs("nothing falls due\n", out);
		return;
	}
	columns_add(&rows, (const char *const[]){"due", "when", "ticket", "machine", "clock", "state", "with"});
	for (size_t i = 0; i < a->over.n; i++)
		add_row(&rows, w, &a->over.all[i], a->wish->now);
	for (size_t i = 0; i < a->ahead.n; i++)
		add_row(&rows, w, &a->ahead.all[i], a->wish->now);
	columns_print(&rows, out);
	if (a->over.n == a->over.max)
		fputs("more may be over: `fieldgate missing` lists who owes a text\n", out);
	if (a->looked_back == LOOK_MAX)
		fprintf(out, "only the %d tickets that lack a text longest were read; more may be over\n", LOOK_MAX);
	if (a->looked == LOOK_MAX)
		fprintf(out, "only the next %d tickets were read; others may fall due as soon\n", LOOK_MAX);
}

/* ---- all of it ---- */

/* Many are looked through without words; what is shown has them. */
static bool name(const struct workspace *w, struct list *l)
{
	struct ticket *t = calloc(1, sizeof(*t));
	bool good = t;

	for (size_t i = 0; good && i < l->n; i++)
		if (tickets_load(w->store, &w->rules->flows, l->all[i].ticket, t)) {
			text_copy(l->all[i].serial, SERIAL_BYTES, t->serial);
			text_copy(l->all[i].station, NAME_BYTES, t->station_name);
		}
	free(t);
	return good && !store_failed(w->store);
}

static bool look_both_ways(struct due_list *a, const struct workspace *w)
{
	struct ticket_walk walk = {
		.sees = a->wish->sees, .sees_of = a->wish->ctx, .each = look_ahead, .ctx = a, .most = a->wish->look};
	bool good = tickets_by_next(w->store, &w->rules->flows, &walk);

	a->looked = walk.looked;
	walk.each = look_back;
	good = good && tickets_owing(w->store, &w->rules->flows, &walk);
	a->looked_back = walk.looked;
	return good;
}

/* To be freed, whether it is good or not. */
static bool fill(struct due_list *a, const struct workspace *w, const struct due_list_wish *wish)
{
	*a = (struct due_list){.wish = wish, .over.max = wish->most, .ahead.max = wish->most};
	a->over.all = calloc(wish->most, sizeof(*a->over.all));
	a->ahead.all = calloc(wish->most, sizeof(*a->ahead.all));
	return a->over.all && a->ahead.all && look_both_ways(a, w) && name(w, &a->over) && name(w, &a->ahead);
}

static void empty(struct due_list *a)
{
	free(a->over.all);
	free(a->ahead.all);
}

bool due_list_print(const struct workspace *w, size_t most, int64_t now, FILE *out)
{
	const struct due_list_wish wish = {.most = most, .look = LOOK_MAX, .now = now};
	struct due_list a;
	bool good = fill(&a, w, &wish);

	if (good)
		print(w, &a, out);
	empty(&a);
	return good;
}

static void put_row(struct table *t, const struct workspace *w, const struct item *i, int64_t now)
{
	char lead[NAME_BYTES] = "";

	if (i->lead)
		workspace_name(w->store, i->lead, lead, sizeof(lead));
	table_put_id(t, i->ticket);
	table_put_text(t, i->serial);
	table_put_text(t, i->clock ? i->clock->name : "");
	table_put_text(t, i->opens);
	table_put_text(t, i->state ? i->state->name : "");
	table_put_time(t, i->due);
	table_put_flag(t, i->due <= now, "overdue");
	table_put_text(t, lead);
	table_put_text(t, i->station);
}

bool due_list_json(const struct workspace *w, const struct due_list_wish *wish, FILE *out)
{
	static const char *const names[] = {"ticket", "machine", "clock",    "opens",   "state",
					    "due",    "overdue", "engineer", "station", NULL};
	struct due_list a;
	struct table t;
	bool good = fill(&a, w, wish);

	table_begin(&t, TABLE_JSON, names, out);
	for (size_t i = 0; good && i < a.over.n; i++)
		put_row(&t, w, &a.over.all[i], wish->now);
	for (size_t i = 0; good && i < a.ahead.n; i++)
		put_row(&t, w, &a.ahead.all[i], wish->now);
	empty(&a);
	return table_end(&t) && good;
}
