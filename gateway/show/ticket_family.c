#include "gateway/show/ticket_family.h"

#include <inttypes.h>
#include <stdlib.h>

#include "db/store/tickets.h"
#include "db/store/tickets_found.h"
#include "handlers/time/when.h"
#include "templates/text/text.h"

#define CHILDREN_MAX 100 /* of each flow */

static bool waits(const struct ticket *t, size_t i)
{
	return t->opens[i] > t->opens_taken;
}

/* The tickets of its `i`th flow; returns how many. */
static size_t find_children(struct gateway *g, const struct ticket *t, size_t i, int64_t out[CHILDREN_MAX])
{
	return tickets_opened_by(g->store, t->flow->opened[i], t->number, out, CHILDREN_MAX);
}

static const char *title_of(const struct gateway *g, const char *flow)
{
	const struct flow *f = flows_find(&g->rules->flows, flow);

	return f ? f->title.in[lang_of_verbs] : flow;
}

/* ---- on a screen ---- */

static void print_children(struct gateway *g, const struct ticket *t, size_t i, FILE *out)
{
	int64_t some[CHILDREN_MAX];
	size_t n = find_children(g, t, i, some);

	for (size_t k = 0; k < n; k++)
		fprintf(out, "%-10s ticket %" PRId64 ", %s (%s)\n", "opened", some[k], t->flow->opened[i],
			title_of(g, t->flow->opened[i]));
}

void ticket_family_print(struct gateway *g, const struct ticket *t, FILE *out)
{
	char when[24];

	if (t->parent)
		fprintf(out, "%-10s %" PRId64 "\n", "opened by", t->parent);
	for (size_t i = 0; i < t->flow->opened_n; i++) {
		print_children(g, t, i, out);
		if (!waits(t, i))
			continue;
		when_local(t->opens[i], when);
		fprintf(out, "%-10s %s, %s (%s)\n", "opens", when, t->flow->opened[i], title_of(g, t->flow->opened[i]));
	}
}

/* ---- for programs ---- */

static bool is_seen(struct gateway *g, int64_t number, const struct family_seen *seen, struct ticket *t)
{
	return !seen->sees || (tickets_load(g->store, &g->rules->flows, number, t) && seen->sees(seen->ctx, t));
}

static void put_number(struct record *r, int64_t number)
{
	char written[NUMBER_BYTES];

	snprintf(written, sizeof(written), "%" PRId64, number);
	record_name(r, written);
}

static void put_children(struct record *r, struct gateway *g, const struct ticket *t, const struct family_seen *seen,
			 struct ticket *one)
{
	int64_t some[CHILDREN_MAX];

	record_open_names(r, "children");
	for (size_t i = 0; i < t->flow->opened_n; i++) {
		size_t n = find_children(g, t, i, some);

		for (size_t k = 0; k < n; k++)
			if (is_seen(g, some[k], seen, one))
				put_number(r, some[k]);
	}
	record_close(r);
}

static void put_waiting(struct record *r, const struct ticket *t)
{
	record_open_values(r, "opens");
	for (size_t i = 0; i < t->flow->opened_n; i++)
		if (waits(t, i))
			record_value_time(r, t->flow->opened[i], t->opens[i]);
	record_close(r);
}

void ticket_family_put(struct record *r, struct gateway *g, const struct ticket *t, const struct family_seen *seen)
{
	struct ticket *one = calloc(1, sizeof(*one));

	if (!one) {
		r->good = false;
		return;
	}
	if (t->parent && is_seen(g, t->parent, seen, one))
		record_member_id(r, "parent", t->parent);
	put_children(r, g, t, seen, one);
	put_waiting(r, t);
	free(one);
}
