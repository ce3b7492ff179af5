#include "gateway/views/missing_nodes.h"

#include <stdlib.h>
#include <string.h>

#include "db/ledger/replay.h"
#include "db/store/store.h"
#include "db/store/tickets_due.h"
#include "gateway/base/columns.h"
#include "gateway/table/table.h"
#include "handlers/clock/lacking_nodes.h"
#include "handlers/people/roster_roles.h"
#include "handlers/time/when.h"
#include "templates/text/array.h"
#include "templates/text/text.h"

struct owed {
	int64_t person, ticket, since;
	char name[NAME_BYTES], serial[SERIAL_BYTES];
	const struct node_kind *node;
	const struct clock_kind *clock; /* that is over; NULL: skipped */
};

struct missing_nodes {
	const struct workspace *w;
	const struct missing_nodes_wish *wish;
	struct owed *all;
	size_t n, cap;
	bool failed;
};

/* ---- gathering ---- */

static void add(struct missing_nodes *a, const struct ticket *t, int64_t person, size_t node, int64_t since,
		const struct clock_kind *clock)
{
	const struct person *p;
	struct owed *all, *one;

	if (since < a->wish->since || (a->wish->person != 0 && a->wish->person != person))
		return;
	all = array_room(a->all, a->n, &a->cap, sizeof(*all));
	if (!all) {
		a->failed = true;
		return;
	}
	a->all = all;
	one = &all[a->n++];
	*one = (struct owed){
		.person = person, .ticket = t->number, .since = since, .node = &t->flow->nodes[node], .clock = clock};
	text_copy(one->serial, sizeof(one->serial), t->serial);
	p = roster_person(&a->w->roster, person);
	if (person && !p)
		workspace_name(a->w->store, person, one->name, sizeof(one->name));
	else
		text_copy(one->name, sizeof(one->name), p ? p->name : "nobody");
}

/* ---- skipped ---- */

/* Who was the lead when each node was skipped. */
struct skips {
	int64_t lead[NODES_MAX];
};

static void see_skip(void *ctx, const struct ledger_step *e)
{
	struct skips *s = ctx;

	for (size_t i = 0; i < e->after->flow->nodes_n; i++) {
		if (e->after->nodes[i].how == NODE_MISSED && e->before->nodes[i].how != NODE_MISSED)
			s->lead[i] = e->before->lead ? e->before->lead : e->after->lead;
	}
}

static bool has_skipped(const struct ticket *t)
{
	for (size_t i = 0; i < t->flow->nodes_n; i++) {
		if (t->nodes[i].how == NODE_MISSED)
			return true;
	}
	return false;
}

/* False if memory ran out or the store failed. Where the events cannot be replayed nobody has skipped; `audit` tells
 * of that. */
static bool find_skips(const struct missing_nodes *a, const struct ticket *t, struct skips *s)
{
	const struct ledger_watch watch = {.each = see_skip, .ctx = s};
	struct ticket *made = malloc(sizeof(*made));
	bool good = made && (ledger_replay_watched(a->w->store, NULL, t, &watch, made) || !store_failed(a->w->store));

	free(made);
	return good;
}

static void add_skipped(struct missing_nodes *a, const struct ticket *t)
{
	struct skips s = {{0}};

	if (!has_skipped(t))
		return;
	if (!find_skips(a, t, &s)) {
		a->failed = true;
		return;
	}
	for (size_t i = 0; i < t->flow->nodes_n; i++) {
		if (t->nodes[i].how == NODE_MISSED)
			add(a, t, s.lead[i], i, t->nodes[i].at, NULL);
	}
}

/* ---- overdue ---- */

/* Several clocks may ask for one node: the first that was over counts. */
static int first_over(const struct ticket *t, size_t node, int64_t now)
{
	int first = -1;

	for (size_t i = 0; i < t->flow->clocks_n; i++) {
		if (lacking_by_clock(t, i, now) == (int)node && (first < 0 || t->clocks[i].due < t->clocks[first].due))
			first = (int)i;
	}
	return first;
}

static void add_overdue(struct missing_nodes *a, const struct ticket *t, size_t node)
{
	int over = first_over(t, node, a->wish->now);
	const struct clock_kind *k;
	int64_t since;
	const struct person *p;
	size_t i = 0, found = 0;

	if (over < 0)
		return;
	k = &t->flow->clocks[over];
	since = t->clocks[over].due;
	while (k->owes >= 0 && k->owes < TO_LEAD &&
	       (p = roster_next(&a->w->roster, (enum role)k->owes, t->station, &i))) {
		add(a, t, p->id, node, since, k);
		found++;
	}
	if (k->owes == TO_LEAD && t->lead)
		add(a, t, t->lead, node, since, k);
	else if (found == 0)
		add(a, t, 0, node, since, k);
}

static bool add_ticket(void *ctx, const struct ticket *t)
{
	struct missing_nodes *a = ctx;

	add_skipped(a, t);
	for (size_t i = 0; i < t->flow->nodes_n; i++)
		add_overdue(a, t, i);
	return !a->failed;
}

/* ---- printing ---- */

/* By person, and nobody last; then what has been missing longest. */
static int by_person(const void *x, const void *y)
{
	const struct owed *a = x, *b = y;
	int named = strcmp(a->name, b->name);

	if ((a->person == 0) != (b->person == 0))
		return a->person == 0 ? 1 : -1;
	if (named != 0 || a->person != b->person)
		return named != 0 ? named : a->person < b->person ? -1 : 1;
	if (a->since != b->since)
		return a->since < b->since ? -1 : 1;
	return a->ticket < b->ticket ? -1 : a->ticket > b->ticket;
}

static void add_row(struct columns *out, const struct owed *one)
{
	char ticket[NUMBER_BYTES], since[24], why[LABEL_BYTES + 16] = "skipped";

	snprintf(ticket, sizeof(ticket), "%lld", (long long)one->ticket);
	when_local(one->since, since);
	if (one->clock)
		snprintf(why, sizeof(why), "overdue: %s", one->clock->label.in[lang_of_verbs]);
	columns_add(out, (const char *const[]){one->name, ticket, *one->serial ? one->serial : "-", one->node->name,
					       one->node->label.in[LANG_FIRST], since, why});
}

static void print_counts(const struct missing_nodes *a, FILE *out)
{
	struct columns counts = {.width = 2};

	for (size_t i = 0, next; i < a->n; i = next) {
		char count[24];

		for (next = i + 1; next < a->n && a->all[next].person == a->all[i].person;)
			next++;
		snprintf(count, sizeof(count), "%zu", next - i);
		columns_add(&counts, (const char *const[]){a->all[i].name, count});
	}
	fputc('\n', out);
	columns_print(&counts, out);
}

static void print(struct missing_nodes *a, FILE *out)
{
	char since[24];
	struct columns rows = {.width = 7};

	if (a->n == 0) {
		when_local(a->wish->since, since);
		fprintf(out, "nothing is missing since %s\n", since);
		return;
	}
	qsort(a->all, a->n, sizeof(*a->all), by_person);
	columns_add(&rows, (const char *const[]){"person", "ticket", "machine", "node", "", "since", "why"});
	for (size_t i = 0; i < a->n; i++)
		add_row(&rows, &a->all[i]);
	columns_print(&rows, out);
	print_counts(a, out);
}

/* ---- all of it ---- */

static bool fill(struct missing_nodes *a, const struct workspace *w, const struct missing_nodes_wish *wish)
{
	struct ticket_walk walk = {
		.sees = wish->sees, .sees_of = wish->ctx, .each = add_ticket, .ctx = a, .most = wish->look};

	*a = (struct missing_nodes){.w = w, .wish = wish};
	/* An open ticket may lack its first node since long ago, and another only since then. */
	return tickets_lacking(w->store, &w->rules->flows, false, 0, &walk) && !a->failed &&
	       tickets_lacking(w->store, &w->rules->flows, true, wish->since, &walk) && !a->failed;
}

bool missing_nodes_print(const struct workspace *w, int64_t since, int64_t person, int64_t now, FILE *out)
{
	const struct missing_nodes_wish wish = {.since = since, .person = person, .now = now, .look = SIZE_MAX};
	struct missing_nodes a;
	bool good = fill(&a, w, &wish);

	if (good)
		print(&a, out);
	free(a.all);
	return good;
}

bool missing_nodes_json(const struct workspace *w, const struct missing_nodes_wish *wish, FILE *out)
{
	static const char *const names[] = {"person", "ticket", "machine", "node", "since", "clock", NULL};
	struct missing_nodes a;
	struct table t;
	bool good = fill(&a, w, wish);

	table_begin(&t, TABLE_JSON, names, out);
	if (good && a.n > 1)
		qsort(a.all, a.n, sizeof(*a.all), by_person);
	for (size_t i = 0; good && i < a.n; i++) {
		const struct owed *one = &a.all[i];

		table_put_text(&t, one->person ? one->name : "");
		table_put_id(&t, one->ticket);
		table_put_text(&t, one->serial);
		table_put_text(&t, one->node->name);
		table_put_time(&t, one->since);
		table_put_text(&t, one->clock ? one->clock->name : "");
	}
	free(a.all);
	return table_end(&t) && good;
}
