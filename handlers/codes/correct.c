#include "handlers/codes/correct.h"

#include "handlers/answer/event.h"
#include "handlers/answer/tell.h"
#include "handlers/decision/arguments.h"
#include "handlers/decision/listing.h"
#include "handlers/decision/ticket_pick.h"
#include "handlers/model/correction.h"
#include "handlers/model/ticket_move.h"

#include <stdio.h>
#include <string.h>

/* Whatever is stated or decided, the nodes must still be able to stand in order, each with its own time or with one
 * that waits. A ticket whose nodes were out of order already is let pass. */
static bool keeps_order(struct decision *d, const struct ticket *after)
{
	const struct flow *f = after->flow;
	enum lang l = d->m->sender->lang;
	struct correction_crossing c = correction_crossing(after);
	char what[NAME_BYTES], first[24], second[24];
	if (c.second < 0 || correction_crossing(&d->before).second >= 0)
		return true;
	when_write(c.first_at, d->m->came, first);
	when_write(c.second_at, d->m->came, second);
	snprintf(what, sizeof(what), "%s %s, %s %s", f->nodes[c.first].label.in[l], first,
		 f->nodes[c.second].label.in[l], second);
	d->wish.past = 0;
	d->wish.help = d->codes[0]->does != DOES_CLAIM; /* only the opposite decision might do, which nobody meant */
	return decision_refuse(d, "refused.crossed", what);
}

/* ---- asking ---- */

/* A node that is still open has nothing to correct: the example shows the code that stamps it. */
static void refuse_open_node(struct decision *d, int node)
{
	const struct flow *f = d->r.flow;
	d->wish = (struct example_wish){.ticket = &d->before};
	for (size_t i = 0; i < f->codes_n && !d->wish.code; i++) {
		if (f->codes[i].stamps & 1u << node)
			d->wish.code = &f->codes[i];
	}
	decision_refuse(d, "refused.open_node", NULL);
}

/* `first`: that of the nodes that go along. */
static bool may_claim(struct decision *d, int node, int first, int64_t at)
{
	const struct ticket *t = &d->before;
	struct correction_window w = correction_window(t, node, d->moment);
	if (first < node)
		w.since = correction_window(t, first, d->moment).since;
	d->s.stated = t;
	if (t->nodes[node].how == NODE_OPEN) {
		refuse_open_node(d, node);
	} else if (t->claims[node] != 0 &&
		   (correction_taken(t, node, d->m->sender) || correction_says_so(t, node, at))) {
		decision_refuse(d, "refused.waiting", NULL);
	} else if (!correction_within(w, at)) {
		d->s.since = w.since;
		d->s.until = w.until;
		decision_refuse(d, "refused.window", NULL);
	} else if (correction_says_so(t, node, at)) {
		d->s.since = at;
		decision_refuse(d, "refused.same_time", NULL);
	} else {
		return true;
	}
	return false;
}

/* Whoever names a node that is open is told so, and not to write a reason first. */
static bool names_open_node(struct decision *d)
{
	uint32_t nodes = d->r.nodes;
	if (d->r.words.len > 0 || nodes == 0 || (nodes & (nodes - 1)) != 0 ||
	    d->before.nodes[__builtin_ctz(nodes)].how != NODE_OPEN)
		return false;
	d->s.nodes = nodes;
	refuse_open_node(d, __builtin_ctz(nodes));
	return true;
}

void decide_claim(struct decision *d)
{
	const struct code *c = d->codes[0];
	struct arguments a;
	int node, first;
	struct ticket t;
	if (!pick_ticket(d, c))
		return;
	d->s.ticket = d->wish.ticket = &d->before;
	d->wish.words = decision_words(d);
	if (names_open_node(d) || !arguments_read(d, c, &d->before, false, &a))
		return;
	if (a.nodes & (a.nodes - 1)) {
		decision_refuse(d, "refused.two_nodes", NULL);
		return;
	}
	node = __builtin_ctz(a.nodes);
	if (decision_too_early(d, node))
		return;
	first = correction_first(&d->before, d->m->sender, node, a.time);
	if (!may_claim(d, node, first, a.time))
		return;
	t = d->before;
	for (int i = first; i <= node; i++) {
		/* `dispatched 13:02`: where that was the first answer, too, it was answered then. */
		if (i == node || t.nodes[i].how == NODE_STAMPED)
			ticket_claim(&t, i, a.time, d->m->sender->id);
	}
	/* An approved time may depend on the one that this one replaces. */
	if (!keeps_order(d, &t))
		return;
	event_add(d->ctx, d->e, &d->before, &t, c->name, d->m->sender->id, d->moment);
	decision_keep(d, &t);
	d->s.claim = a.time;
	d->s.words = text_str(&d->r.words);
	tell_codes(d->e, &d->s, &d->before, NULL);
	answer_sender(d->e, &d->s, c->answer);
}

/* ---- deciding on it ---- */

/* Those of the nodes whose times the sender has stated. */
static uint32_t own_nodes(const struct decision *d, uint32_t nodes)
{
	uint32_t own = 0;
	for (int i = 0; i < NODES_MAX; i++)
		own |= (nodes & 1u << i) && d->before.askers[i] == d->m->sender->id ? 1u << i : 0;
	return own;
}

/* A time written without its day may have been meant for another day; then the hour alone counts. */
static bool is_that_time(const struct when *w, int64_t claim)
{
	char said[24], waits[24];
	size_t day = strlen("2026-11-21");
	if (w->kind == WHEN_NONE || correction_minute(w->at) == claim)
		return true;
	when_local(w->at, said);
	when_local(claim, waits);
	return !w->dated && strcmp(said + day, waits + day) == 0;
}

/* As it is said back: without a day where none was written. */
static int64_t as_written(const struct decision *d, const struct when *w)
{
	return w->dated ? w->at : when_day(d->m->came, 0) + (w->at - when_day(w->at, 0));
}

/* Whoever names a time decides on that one, and not on another that has been asked for since. */
static bool are_those_times(struct decision *d, uint32_t nodes)
{
	for (int i = 0; i < NODES_MAX; i++) {
		const struct when *w = d->r.node_when[i].kind != WHEN_NONE ? &d->r.node_when[i] : &d->r.decided;
		if (!(nodes & 1u << i) || is_that_time(w, d->before.claims[i]))
			continue;
		d->s.nodes = 1u << i;
		d->s.claim = as_written(d, w);
		return decision_refuse(d, "refused.no_claim", NULL);
	}
	return true;
}

/* The nodes that are meant: those named, or the one that waits. 0 when the text was refused. */
static uint32_t nodes_meant(struct decision *d, uint32_t named)
{
	uint32_t waiting = ticket_claimed(&d->before), nodes = named ? named : waiting;
	listing_claims(d, &d->before);
	d->s.stated = &d->before;
	d->s.nodes = nodes & ~waiting;
	if (waiting == 0 || d->s.nodes != 0) {
		decision_refuse(d, "refused.no_claim", NULL);
		return 0;
	}
	d->s.nodes = nodes;
	if (!named && (nodes & (nodes - 1)) != 0) {
		decision_refuse(d, "refused.which_node", NULL);
		return 0;
	}
	if (!are_those_times(d, nodes))
		return 0;
	/* Whoever asked may not approve it, but may withdraw it by refusing. */
	if (d->codes[0]->does == DOES_APPROVE && own_nodes(d, nodes) != 0) {
		/* The example shows a time that somebody else has stated, here or on another ticket. */
		d->wish.ticket = correction_waiting(&d->before, d->m->sender, -1) >= 0 ? &d->before : NULL;
		decision_refuse(d, "refused.own", NULL);
		return 0;
	}
	return nodes;
}

static void note_wrong(struct decision *d, const struct code *c)
{
	struct ticket t = d->before;
	ticket_claim_wrong(&t);
	arguments_proof_wrong(d, c, &t);
	d->s.stated = &d->e->ticket;
	d->s.nodes = ticket_claimed(&t);
	d->s.list = NULL;
	if (t.claim_set != d->before.claim_set)
		tell_deciders(d->e, &d->s, CONFIRM_ANEW);
	answer_sender(d->e, &d->s, "refused.digits");
}

/* Nobody was sent any for what they have stated themselves. */
static bool has_digits(struct decision *d, const struct code *c, uint32_t nodes)
{
	enum proof proof;
	if (!flow_confirms_claims(d->before.flow) || own_nodes(d, nodes) == nodes)
		return true;
	proof = arguments_proof(d, c, DIGITS_OF_CLAIMS, d->before.claim_set);
	if (proof == PROOF_RIGHT)
		return true;
	d->wish.help = true;
	if (proof == PROOF_WRONG)
		note_wrong(d, c);
	else
		decision_refuse(d, "refused.digits", NULL);
	return false;
}

void decide_correction(struct decision *d)
{
	const struct code *c = d->codes[0];
	struct arguments a;
	uint32_t nodes;
	struct ticket t;
	if (!pick_waiting_ticket(d, c))
		return;
	d->s.ticket = d->wish.ticket = &d->before;
	if (!arguments_read(d, c, &d->before, false, &a))
		return;
	nodes = nodes_meant(d, a.nodes);
	if (nodes == 0 || !has_digits(d, c, nodes))
		return;
	t = d->before;
	for (int i = 0; i < NODES_MAX; i++) {
		if ((nodes & 1u << i) && c->does == DOES_APPROVE)
			ticket_correct(&t, i);
		else if (nodes & 1u << i)
			ticket_claim(&t, i, 0, 0);
	}
	if (!keeps_order(d, &t))
		return;
	event_add(d->ctx, d->e, &d->before, &t, c->name, d->m->sender->id, d->moment);
	decision_keep(d, &t);
	d->s.stated = &d->before;
	d->s.nodes = nodes;
	d->s.list = NULL;
	d->s.words = decision_words(d);
	tell_codes(d->e, &d->s, &d->before, NULL);
	answer_sender(d->e, &d->s, c->answer);
}
