#include "handlers/model/correction.h"

#include "handlers/people/roster_roles.h"
#include "templates/text/units.h"

#define FIVE_MINUTES (5 * MINUTE_MS)

int64_t correction_minute(int64_t at)
{
	return at / MINUTE_MS * MINUTE_MS;
}

/* The later, or earlier, of the neighbour's time and the one that waits for it: either may be the true one. */
static int64_t neighbour(const struct ticket *t, int i, bool later)
{
	int64_t at = t->nodes[i].at, claim = t->claims[i];
	return claim != 0 && (claim > at) == later ? claim : at;
}

struct correction_window correction_window(const struct ticket *t, int node, int64_t now)
{
	struct correction_window w = {.since = t->opened, .until = now};
	for (int i = node + 1; i < NODES_MAX; i++) {
		int64_t at = neighbour(t, i, true);
		if (t->nodes[i].how == NODE_STAMPED && at < w.until && at >= t->opened)
			w.until = at;
	}
	for (int i = 0; i < node; i++) {
		int64_t at = neighbour(t, i, false);
		if (t->nodes[i].how == NODE_STAMPED && at > w.since && at <= w.until)
			w.since = at;
	}
	w.since = correction_minute(w.since);
	return w;
}

bool correction_within(struct correction_window w, int64_t at)
{
	return at >= w.since && at <= w.until;
}

bool correction_says_so(const struct ticket *t, int node, int64_t at)
{
	const struct node *n = &t->nodes[node];
	return (n->how == NODE_STAMPED && correction_minute(n->at) == correction_minute(at)) ||
	       (t->claims[node] != 0 && correction_minute(t->claims[node]) == correction_minute(at));
}

bool correction_taken(const struct ticket *t, int node, const struct person *p)
{
	return t->claims[node] != 0 && t->askers[node] != p->id;
}

static bool by_one_code(const struct flow *f, int a, int b)
{
	uint32_t both = 1u << a | 1u << b;
	for (size_t i = 0; i < f->codes_n; i++) {
		if ((f->codes[i].stamps & both) == both)
			return true;
	}
	return false;
}

int correction_first(const struct ticket *t, const struct person *p, int node, int64_t at)
{
	int first = node;
	for (int i = node - 1; i >= 0; i--) {
		const struct node *n = &t->nodes[i];
		if (n->how != NODE_STAMPED || t->nodes[node].how != NODE_STAMPED)
			continue;
		if (n->at != t->nodes[node].at || correction_minute(neighbour(t, i, false)) <= at ||
		    correction_taken(t, i, p) || !by_one_code(t->flow, i, node))
			break;
		first = i;
	}
	return first;
}

/* A time that could be stated: `at` if possible, else a round one in the middle; 0 if there is none. */
static int64_t time_for(const struct ticket *t, int node, int64_t now, int64_t at)
{
	struct correction_window w = correction_window(t, node, now);
	int64_t middle = w.since + (w.until - w.since) / 2, own = t->nodes[node].at;
	/* What was texted late happened before: between the node before and its own time, if there is room. */
	int64_t earlier = t->nodes[node].how == NODE_STAMPED ? w.since + (own - w.since) / 2 : middle;
	const int64_t times[] = {at,
				 earlier / FIVE_MINUTES * FIVE_MINUTES,
				 correction_minute(earlier),
				 middle / FIVE_MINUTES * FIVE_MINUTES,
				 correction_minute(middle),
				 w.since,
				 correction_minute(w.until)};
	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++) {
		if (correction_within(w, times[i]) && !correction_says_so(t, node, times[i]))
			return times[i];
	}
	return 0;
}

bool correction_possible(const struct ticket *t, const struct person *p, int64_t now, int *node, int64_t *at)
{
	/* The node that was named, else the latest. */
	for (int i = (int)t->flow->nodes_n; i >= 0; i--) {
		int n = i == (int)t->flow->nodes_n ? *node : i;
		int64_t when;
		if (n < 0 || t->nodes[n].how == NODE_OPEN || correction_taken(t, n, p))
			continue;
		when = time_for(t, n, now, n == *node ? *at : 0);
		if (when == 0)
			continue;
		*node = n;
		*at = when;
		return true;
	}
	return false;
}

int correction_waiting(const struct ticket *t, const struct person *p, int node)
{
	if (node >= 0 && correction_taken(t, node, p))
		return node;
	for (int i = 0; i < NODES_MAX; i++) {
		if (correction_taken(t, i, p))
			return i;
	}
	return -1;
}

bool correction_decided_by(const struct ticket *t, const struct person *p, const struct roster *r, int64_t now)
{
	uint64_t by = flow_deciders(t->flow);
	bool decides = false;
	for (int role = 0; role < ROLES_MAX; role++)
		decides = decides || ((by & ROLE_BIT(role)) && roster_serves(r, p, (enum role)role, t->station, now));
	return decides && !ticket_is_about(t, p, r, now);
}

struct correction_crossing correction_crossing(const struct ticket *t)
{
	struct correction_crossing c = {.first = -1, .second = -1};
	/* Each node gets the earliest time that it may have after the one before: if these do not come in order, none
	 * do. */
	for (int i = 0; i < NODES_MAX; i++) {
		int64_t at = t->nodes[i].at, claim = t->claims[i] != 0 ? t->claims[i] : at;
		int64_t early = at < claim ? at : claim, late = at < claim ? claim : at;
		int64_t chosen;
		if (t->nodes[i].how != NODE_STAMPED)
			continue;
		chosen = early >= correction_minute(c.first_at) ? early : late;
		c.second = i;
		c.second_at = chosen;
		if (chosen < correction_minute(c.first_at))
			return c;
		c.first = i;
		c.first_at = chosen;
	}
	return (struct correction_crossing){.first = -1, .second = -1};
}
