#include "handlers/codes/overtaken_text.h"

#include "handlers/answer/event.h"
#include "handlers/answer/tell.h"
#include "handlers/decision/typed_time.h"
#include "handlers/model/ticket_move.h"

/* Fills the missed nodes, and moves nothing, if all codes of the text were overtaken. False if they were not, or the
 * text was refused for a time that it states. */
static bool fill_overtaken(struct decision *d)
{
	struct ticket was, t = d->before;
	int64_t claim, after = 0;
	for (size_t i = 0; i < d->r.codes_n; i++) {
		int node = ticket_overtaken_node(&t, d->codes[i], d->m->sent ? d->moment : 0);
		if (node < 0 || d->moment < ticket_last_stamp(&t, node)) {
			d->e->events_n = 0;
			return false;
		}
		if (!typed_time_stated(d, i, after, &claim))
			return false;
		was = t;
		ticket_fill(&t, node, d->moment);
		ticket_claim(&t, node, claim, d->m->sender->id);
		after = claim ? claim : after;
		event_add(d->ctx, d->e, &was, &t, d->codes[i]->name, d->m->sender->id, d->moment);
	}
	d->s.claim = after;
	d->s.words = decision_words(d);
	decision_keep(d, &t);
	tell_stated(d->e, &d->s, &d->before);
	answer_sender(d->e, &d->s, "filled.answer");
	return true;
}

/* All that these codes do is move a visit on, and every node that they stamp is stamped. */
static bool only_visits(const struct decision *d)
{
	for (size_t i = 0; i < d->r.codes_n; i++) {
		const struct code *c = d->codes[i];
		if ((c->visit != VISIT_DEPARTS && c->visit != VISIT_ARRIVES) || c->stamps == 0)
			return false;
		for (int n = 0; n < NODES_MAX; n++) {
			if (c->stamps & 1u << n && d->before.nodes[n].how != NODE_STAMPED)
				return false;
		}
	}
	return true;
}

/* On a later visit no node tells which text was skipped. But a text that was sent before its sender's own text that
 * brought the ticket to where it stands was overtaken by that one, and begins no visit. */
static bool is_overtaken(const struct decision *d)
{
	const struct world *w = d->ctx->world;
	const struct ticket *t = &d->before;
	char name[FLOW_NAME];
	int64_t by, at;
	bool skipping;
	const struct code *last;
	if (d->m->sent == 0 || !only_visits(d) || !code_fits(d->codes[0], t->state, &skipping) ||
	    !w->moved(w->ctx, t, name, &by, &at))
		return false;
	last = flow_code(t->flow, name);
	return last && last->does == DOES_MOVE && by == d->m->sender->id && d->moment < at;
}

/* Kept in the ledger, and told to nobody but the sender: the ticket has gone on. */
static void pass_overtaken(struct decision *d)
{
	struct ticket t = d->before;
	int64_t claim, after = 0;
	for (size_t i = 0; i < d->r.codes_n; i++) {
		if (!typed_time_stated(d, i, after, &claim))
			return;
		after = claim ? claim : after;
		event_add(d->ctx, d->e, &d->before, &t, d->codes[i]->name, d->m->sender->id, d->moment);
		event_add_stated(d->e, &d->before, &t, claim);
	}
	decision_keep(d, &t);
	d->s.words = decision_words(d);
	answer_sender(d->e, &d->s, "filled.answer");
}

bool decide_overtaken(struct decision *d)
{
	if (fill_overtaken(d) || d->e->outcome == REFUSED)
		return true;
	if (!is_overtaken(d))
		return false;
	pass_overtaken(d);
	return true;
}
