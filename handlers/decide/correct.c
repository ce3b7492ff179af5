#include "handlers/decide/decision.h"

#include <stdio.h>
#include <string.h>

#include "templates/text/units.h"

/* Corrections (超时工单节点申请): a node's true time is asked for by one person and decided on by another. Until then, and
 * where it is refused, the node keeps the time of its text. */

#define FIVE_MINUTES (5 * MINUTE_MS)

struct window { /* between which a node can have happened */
	int64_t since, until;
};

static int64_t minute_of(int64_t at)
{
	return at / MINUTE_MS * MINUTE_MS;
}

/* Where a time waits for a neighbour, either may be the true one. */
static int64_t neighbour(const struct ticket *t, int i, bool later)
{
	int64_t at = t->nodes[i].at, claim = t->claims[i];
	return claim != 0 && (claim > at) == later ? claim : at;
}

/* Not before the opening or the node before, nor behind the one that follows or now. Nodes that stand out of order, as
 * those of a text that caught up while only some of its times are approved, hold nothing back. */
static struct window window_of(const struct ticket *t, int node, int64_t now)
{
	struct window w = {.since = t->opened, .until = now};
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
	w.since = minute_of(w.since);
	return w;
}

static bool within(struct window w, int64_t at)
{
	return at >= w.since && at <= w.until;
}

/* What the node says already, to the minute: its own time, or one that waits. */
static bool says_so(const struct ticket *t, int node, int64_t at)
{
	const struct node *n = &t->nodes[node];
	return (n->how == NODE_STAMPED && minute_of(n->at) == minute_of(at)) ||
	       (t->claims[node] != 0 && minute_of(t->claims[node]) == minute_of(at));
}

/* Someone else's time waits for this node, and must be decided on first. */
static bool is_taken(const struct ticket *t, int node, const struct person *p)
{
	return t->claims[node] != 0 && t->askers[node] != p->id;
}

/* A time that could be stated: `at` if it can, else a round one in the middle; 0 if there is none. */
static int64_t time_for(const struct ticket *t, int node, int64_t now, int64_t at)
{
	struct window w = window_of(t, node, now);
	int64_t middle = w.since + (w.until - w.since) / 2;
	const int64_t times[] = {at, middle / FIVE_MINUTES * FIVE_MINUTES, minute_of(middle), w.since,
				 minute_of(w.until)};
	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++) {
		if (within(w, times[i]) && !says_so(t, node, times[i]))
			return times[i];
	}
	return 0;
}

bool correctable(const struct ticket *t, const struct person *p, int64_t now, int *node, int64_t *at)
{
	/* The node named, else the latest. */
	for (int i = (int)t->flow->nodes_n; i >= 0; i--) {
		int n = i == (int)t->flow->nodes_n ? *node : i;
		if (n < 0 || t->nodes[n].how == NODE_OPEN || is_taken(t, n, p))
			continue;
		int64_t when = time_for(t, n, now, n == *node ? *at : 0);
		if (when == 0)
			continue;
		*node = n;
		*at = when;
		return true;
	}
	return false;
}

int decidable(const struct ticket *t, const struct person *p, int node)
{
	if (node >= 0 && is_taken(t, node, p))
		return node;
	for (int i = 0; i < NODES_MAX; i++) {
		if (is_taken(t, i, p))
			return i;
	}
	return -1;
}

/* ---- the order of the nodes ---- */

/* Two nodes of which the later would stand before the earlier; -1 for none. */
struct crossing {
	int first, second;
	int64_t first_at, second_at;
};

/* Each node may have its own time or the one that waits for it. As early as can be, one after the other: where that does
 * not come out, nothing does. */
static struct crossing crossing_of(const struct ticket *t)
{
	struct crossing c = {.first = -1, .second = -1};
	for (int i = 0; i < NODES_MAX; i++) {
		int64_t at = t->nodes[i].at, claim = t->claims[i] != 0 ? t->claims[i] : at;
		int64_t early = at < claim ? at : claim, late = at < claim ? claim : at;
		if (t->nodes[i].how != NODE_STAMPED)
			continue;
		int64_t chosen = early >= minute_of(c.first_at) ? early : late;
		c.second = i;
		c.second_at = chosen;
		if (chosen < minute_of(c.first_at))
			return c;
		c.first = i;
		c.first_at = chosen;
	}
	return (struct crossing){.first = -1, .second = -1};
}

/* Whatever is stated or decided, the nodes must be able to stand in order: as they are by then, or with times that wait
 * still. What was out of order already, an older record, holds nothing back. */
static bool keeps_order(struct decision *d, const struct ticket *after)
{
	const struct flow *f = after->flow;
	enum lang l = d->m->sender->lang;
	struct crossing c = crossing_of(after);
	char what[NAME_BYTES], first[24], second[24];
	if (c.second < 0 || crossing_of(&d->before).second >= 0)
		return true;
	when_write(c.first_at, d->m->came, first);
	when_write(c.second_at, d->m->came, second);
	snprintf(what, sizeof(what), "%s %s, %s %s", f->nodes[c.first].label.in[l], first,
		 f->nodes[c.second].label.in[l], second);
	d->wish.past = 0;
	if (d->codes[0]->does != DOES_CLAIM) { /* the other decision does no such thing */
		d->wish.code = flow_does(f, d->codes[0]->does == DOES_APPROVE ? DOES_REFUSE : DOES_APPROVE);
		d->wish.nodes = d->s.nodes;
	}
	refuse(d, "refused.crossed", what);
	return false;
}

/* ---- asking ---- */

/* What is not there yet is no correction: its own code is. */
static void refuse_open_node(struct decision *d, int node)
{
	const struct flow *f = d->r.flow;
	d->wish = (struct example_wish){.ticket = &d->before};
	for (size_t i = 0; i < f->codes_n && !d->wish.code; i++) {
		if (f->codes[i].stamps & 1u << node)
			d->wish.code = &f->codes[i];
	}
	refuse(d, "refused.open_node", NULL);
}

static bool may_claim(struct decision *d, int node, int64_t at)
{
	const struct ticket *t = &d->before;
	struct window w = window_of(t, node, d->moment);
	d->s.stated = t;
	if (t->nodes[node].how == NODE_OPEN) {
		refuse_open_node(d, node);
	} else if (t->claims[node] != 0 && (is_taken(t, node, d->m->sender) || says_so(t, node, at))) {
		refuse(d, "refused.waiting", NULL);
	} else if (!within(w, at)) {
		d->s.since = w.since;
		d->s.until = w.until;
		refuse(d, "refused.window", NULL);
	} else if (says_so(t, node, at)) {
		d->s.since = at;
		refuse(d, "refused.same_time", NULL);
	} else {
		return true;
	}
	return false;
}

void decide_claim(struct decision *d)
{
	const struct code *c = d->codes[0];
	struct arguments a;
	if (!choose_ticket(d, c))
		return;
	d->s.ticket = d->wish.ticket = &d->before;
	if (!read_arguments(d, c, &d->before, false, &a))
		return;
	if (a.nodes & (a.nodes - 1)) {
		refuse(d, "refused.two_nodes", NULL);
		return;
	}
	int node = __builtin_ctz(a.nodes);
	if (!may_claim(d, node, a.time))
		return;
	struct ticket t = d->before;
	ticket_claim(&t, node, a.time, d->m->sender->id);
	if (!keeps_order(d, &t)) /* an approved node may lean on the time that this one takes the place of */
		return;
	add_event(d->h, d->e, &d->before, &t, c->name, d->m->sender->id, d->moment);
	keep_ticket(d, &t);
	d->s.claim = a.time;
	d->s.words = text_str(&d->r.words);
	tell_codes(d, NULL);
	answer_sender(d->e, &d->s, c->answer);
}

/* ---- deciding on it ---- */

static bool is_own(const struct decision *d, uint32_t nodes)
{
	for (int i = 0; i < NODES_MAX; i++) {
		if ((nodes & 1u << i) && d->before.askers[i] == d->m->sender->id)
			return true;
	}
	return false;
}

/* A time without its day was written on another day, perhaps. */
static bool is_that_time(const struct when *w, int64_t claim)
{
	char said[24], waits[24];
	size_t day = strlen("2026-11-21");
	if (w->kind == WHEN_NONE || minute_of(w->at) == claim)
		return true;
	when_local(w->at, said);
	when_local(claim, waits);
	return !w->dated && strcmp(said + day, waits + day) == 0;
}

/* Whoever names a time approves that one, and not what has been asked for since. */
static bool are_those_times(struct decision *d, uint32_t nodes)
{
	for (int i = 0; i < NODES_MAX; i++) {
		const struct when *w = &d->r.node_when[i];
		if (!(nodes & 1u << i) || is_that_time(w, d->before.claims[i]))
			continue;
		d->s.nodes = 1u << i;
		d->s.claim = w->at;
		refuse(d, "refused.no_claim", NULL);
		return false;
	}
	return true;
}

/* The nodes that are meant: those named, or the one that waits. 0 when the text was refused. */
static uint32_t nodes_meant(struct decision *d, uint32_t named)
{
	uint32_t waiting = ticket_claimed(&d->before), nodes = named ? named : waiting;
	list_claims(d, &d->before);
	d->s.stated = &d->before;
	d->s.nodes = nodes & ~waiting;
	if (waiting == 0 || d->s.nodes != 0) {
		refuse(d, "refused.no_claim", NULL);
		return 0;
	}
	d->s.nodes = nodes;
	if (!named && (nodes & (nodes - 1)) != 0) {
		refuse(d, "refused.which_node", NULL);
		return 0;
	}
	if (!are_those_times(d, nodes))
		return 0;
	/* Whoever asked may withdraw it: nothing counts by that. */
	if (d->codes[0]->does == DOES_APPROVE && is_own(d, nodes)) {
		/* Another's, if there is one, whichever ticket it is on. */
		d->wish.ticket = decidable(&d->before, d->m->sender, -1) >= 0 ? &d->before : NULL;
		refuse(d, "refused.own", NULL);
		return 0;
	}
	return nodes;
}

void decide_correction(struct decision *d)
{
	const struct code *c = d->codes[0];
	struct arguments a;
	if (!choose_claimed_ticket(d, c))
		return;
	d->s.ticket = d->wish.ticket = &d->before;
	if (!read_arguments(d, c, &d->before, false, &a))
		return;
	uint32_t nodes = nodes_meant(d, a.nodes);
	if (nodes == 0)
		return;
	struct ticket t = d->before;
	for (int i = 0; i < NODES_MAX; i++) {
		if ((nodes & 1u << i) && c->does == DOES_APPROVE)
			ticket_correct(&t, i);
		else if (nodes & 1u << i)
			ticket_claim(&t, i, 0, 0);
	}
	if (!keeps_order(d, &t))
		return;
	add_event(d->h, d->e, &d->before, &t, c->name, d->m->sender->id, d->moment);
	keep_ticket(d, &t);
	d->s.stated = &d->before;
	d->s.nodes = nodes;
	d->s.list = NULL;
	d->s.words = d->r.words.len > 0 ? text_str(&d->r.words) : NULL;
	tell_codes(d, NULL);
	answer_sender(d->e, &d->s, c->answer);
}
