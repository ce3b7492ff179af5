#include "handlers/codes/sign/sign.h"

#include "handlers/answer/event.h"
#include "handlers/answer/tell.h"
#include "handlers/decision/arguments.h"
#include "handlers/decision/ticket_pick.h"
#include "handlers/model/ticket_move.h"

/* It is another's turn, or nobody's. */
static bool refuse_turn(struct decision *d)
{
	if (!flow_chain_in(d->before.flow, d->before.state))
		return pick_refuse_state(d);
	d->wish.ticket = NULL;
	return decision_refuse(d, "refused.turn", NULL);
}

/* The ticket, and in whose stead the sender answers. False when the text was refused, or is to be decided anew. */
static bool pick_turn(struct decision *d, const struct code *c, int64_t *whom)
{
	if (!pick_waiting_ticket(d, c))
		return false;
	d->s.ticket = d->wish.ticket = &d->before;
	if (!turn_is(d->ctx->roster, &d->before, d->m->sender, d->m->came, whom))
		return refuse_turn(d);
	return !decision_too_early(d, -1);
}

static void keep(struct decision *d, const struct code *c, struct ticket *t)
{
	event_add(d->ctx, d->e, &d->before, t, c->name, d->m->sender->id, d->moment);
	decision_keep(d, t);
	d->s.words = decision_words(d);
	tell_codes(d->e, &d->s, &d->before, NULL);
	answer_sender(d->e, &d->s, c->answer);
}

void decide_sign(struct decision *d)
{
	const struct turn_context turns = context_turns(d->ctx);
	const struct code *c = d->codes[0];
	struct ticket t;
	int64_t whom = 0;
	if (!pick_turn(d, c, &whom))
		return;
	t = d->before;
	turn_sign(&turns, &t, d->m->sender->id, whom, d->moment);
	keep(d, c, &t);
}

void decide_decline(struct decision *d)
{
	const struct code *c = d->codes[0];
	struct move m = {.code = c, .at = d->moment};
	struct arguments a;
	struct ticket t;
	int64_t whom = 0;
	d->wish.words = decision_words(d);
	if (!pick_turn(d, c, &whom) || !arguments_read(d, c, &d->before, false, &a))
		return;
	m.at = d->moment;
	arguments_tell(d, c, m.told);
	t = d->before;
	ticket_move(&t, &m);
	keep(d, c, &t);
}
