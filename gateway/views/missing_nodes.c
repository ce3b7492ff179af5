#include "gateway/views/missing_nodes.h"

#include <stdlib.h>
#include <string.h>

#include "db/ledger/replay.h"
#include "db/sqlite/store.h"
#include "db/tables/tickets_due.h"
#include "gateway/base/columns.h"
#include "handlers/clock/lacking.h"
#include "handlers/people/roster_roles.h"
#include "handlers/time/when.h"
#include "templates/text/text.h"

struct owed {
	int64_t person, ticket, since;
	char name[NAME_BYTES], serial[SERIAL_BYTES];
	const struct node_kind *node;
	const struct clock_kind *clock; /* that is over; NULL: skipped */
};

struct missing_nodes {
	const struct workspace *o;
	int64_t since, person, now;
	struct owed *all;
	size_t n, cap;
	bool failed;
};

/* ---- gathering ---- */

static struct owed *room(struct missing_nodes *a)
{
	if (a->n < a->cap)
		return &a->all[a->n++];
	size_t cap = a->cap ? 2 * a->cap : 64;
	struct owed *all = realloc(a->all, cap * sizeof(*all));
	if (!all) {
		a->failed = true;
		return NULL;
	}
	a->all = all;
	a->cap = cap;
	return &a->all[a->n++];
}

static void add(struct missing_nodes *a, const struct ticket *t, int64_t person, size_t node, int64_t since,
		const struct clock_kind *clock)
{
	if (since < a->since || (a->person != 0 && a->person != person))
		return;
	struct owed *w = room(a);
	if (!w)
		return;
	*w = (struct owed){
		.person = person, .ticket = t->number, .since = since, .node = &t->flow->nodes[node], .clock = clock};
	text_copy(w->serial, sizeof(w->serial), t->serial);
	if (person)
		workspace_name(a->o->store, person, w->name, sizeof(w->name));
	else
		text_copy(w->name, sizeof(w->name), "nobody");
}

/* ---- skipped ---- */

struct skips { /* who was the lead when each node was skipped */
	int64_t lead[NODES_MAX];
};

static void look_on(void *ctx, const struct ledger_step *e)
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

/* False if memory ran out or the store failed. A ticket whose events cannot be followed is for `audit`: nobody skipped then. */
static bool find_skips(const struct missing_nodes *a, const struct ticket *t, struct skips *s)
{
	const struct ledger_watch w = {.each = look_on, .ctx = s};
	struct ticket *made = malloc(sizeof(*made));
	bool good = made && (ledger_replay_watched(a->o->store, NULL, t, &w, made) || !store_failed(a->o->store));
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
	int over = first_over(t, node, a->now);
	if (over < 0)
		return;
	const struct clock_kind *k = &t->flow->clocks[over];
	int64_t since = t->clocks[over].due;
	const struct person *p;
	size_t i = 0, found = 0;
	while (k->owes < ROLES && (p = roster_next(&a->o->roster, (enum role)k->owes, t->station, &i))) {
		add(a, t, p->id, node, since, k);
		found++;
	}
	if (k->owes == TO_LEAD && t->lead)
		add(a, t, t->lead, node, since, k);
	else if (found == 0)
		add(a, t, 0, node, since, k);
}

static bool look(void *ctx, const struct ticket *t)
{
	struct missing_nodes *a = ctx;
	add_skipped(a, t);
	for (size_t i = 0; i < t->flow->nodes_n; i++)
		add_overdue(a, t, i);
	return !a->failed;
}

/* ---- printing ---- */

/* By person, and nobody last; then the longest first. */
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

static void add_row(struct columns *out, const struct owed *w)
{
	char ticket[NUMBER_BYTES], since[24], why[LABEL_BYTES + 16] = "skipped";
	snprintf(ticket, sizeof(ticket), "%lld", (long long)w->ticket);
	when_local(w->since, since);
	if (w->clock)
		snprintf(why, sizeof(why), "overdue: %s", w->clock->label.in[EN]);
	columns_add(out, (const char *const[]){w->name, ticket, *w->serial ? w->serial : "-", w->node->name,
					       w->node->label.in[ZH], since, why});
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
		when_local(a->since, since);
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

bool missing_nodes_print(const struct workspace *o, int64_t since, int64_t person, int64_t now, FILE *out)
{
	struct missing_nodes a = {.o = o, .since = since, .person = person, .now = now};
	const struct ticket_walk w = {.each = look, .ctx = &a};
	/* An open ticket may have begun to lack its first long ago, and this one since. */
	bool good = tickets_lacking(o->store, &o->rules.flows, false, 0, &w) && !a.failed &&
		    tickets_lacking(o->store, &o->rules.flows, true, since, &w) && !a.failed;
	if (good)
		print(&a, out);
	free(a.all);
	return good;
}
