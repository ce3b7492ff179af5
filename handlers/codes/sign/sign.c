#include "handlers/codes/sign/sign.h"

#include "handlers/answer/event.h"
#include "handlers/answer/tell.h"
#include "handlers/decision/arguments.h"
#include "handlers/decision/ticket_pick.h"
#include "handlers/model/change.h"
#include "handlers/model/ticket_move.h"
#include "handlers/span/folded_text.h"

#include <stdlib.h>

/* It is another's turn, or nobody's. */
static bool refuse_turn(struct decision *d)
{
	if (!flow_chain_in(d->before.flow, d->before.state))
		return pick_refuse_state(d);
	d->wish.ticket = NULL;
	return decision_refuse(d, "refused.turn", NULL);
}

/* The question as it stands goes back instead. */
static bool ask_back(struct decision *d, const char *why)
{
	char *question = answer_written(d->e, &d->s, turn_chain(&d->before)->say);
	if (question)
		text_add(&d->list, question);
	free(question);
	d->s.list = text_str(&d->list);
	d->wish.help = true;
	return decision_refuse(d, why, NULL);
}

/* The ticket, and in whose stead the sender answers. False when the text was refused. */
static bool pick_turn(struct decision *d, const struct code *c, int64_t *whom)
{
	if (!pick_waiting_ticket(d, c))
		return false;
	d->s.ticket = d->wish.ticket = &d->before;
	if (!turn_is(d->ctx->roster, &d->before, d->m->sender, d->m->came, whom))
		return refuse_turn(d);
	/* What it answers was not asked yet, or the ticket has changed on its way. */
	return d->moment >= d->ctx->world->changed(d->ctx->world->ctx, d->before.number) ||
	       ask_back(d, "refused.changed");
}

/* Another chain has begun, whose signatures the ticket has now; the ledger gets this one all the same. */
static void add_last(struct decision *d, const struct ticket *t, size_t place)
{
	struct event *v = d->e->events_n > 0 ? &d->e->events[d->e->events_n - 1] : NULL;
	const struct chain_kind *c = &t->flow->chains[t->chain - 1];
	if (v && !change_add_signature(v->change, c, place, &t->signatures[place]))
		d->e->failed = true;
}

static void keep(struct decision *d, const struct code *c, struct ticket *t)
{
	decision_keep(d, t);
	d->s.words = decision_words(d);
	tell_codes(d->e, &d->s, &d->before, NULL);
	answer_sender(d->e, &d->s, c->answer);
}

static void note_wrong(struct decision *d, const struct code *c)
{
	struct ticket t = d->before;
	turn_wrong(&t);
	arguments_proof_wrong(d, c, &t);
	tell_asked_anew(d->e, &d->s, &d->before);
	answer_sender(d->e, &d->s, "refused.digits");
}

static bool has_digits(struct decision *d, const struct code *c)
{
	enum proof proof;
	if (!turn_chain(&d->before)->confirms)
		return true;
	d->wish.help = true;
	proof = arguments_proof(d, c, DIGITS_OF_CHAIN, d->before.set);
	if (proof == PROOF_MISSING)
		return decision_refuse(d, "refused.digits", NULL);
	if (proof == PROOF_WRONG)
		note_wrong(d, c);
	return proof == PROOF_RIGHT;
}

/* ---- what else stands in it ---- */

/* The numbers that may stand in it, in thousandths: the ticket's own, the digits where they are asked for, and what its
 * fields say. */
static size_t list_said(const struct decision *d, int64_t said[FIELDS_MAX + 2])
{
	const struct ticket *t = &d->before;
	const struct code *c = d->codes[0];
	int64_t digits;
	size_t n = 0;
	said[n++] = t->number * 1000;
	if (turn_chain(t)->confirms && c->takes_n > 0 && given_value(&d->s.given, &c->takes[0], &digits))
		said[n++] = digits * 1000;
	for (size_t i = 0; i < t->flow->fields_n; i++) {
		const struct value *is = &t->flow->fields[i].is;
		n += is->kind->digits && field_value(is, t->fields[i], &said[n]);
	}
	return n;
}

static bool is_said(const int64_t *said, size_t n, int64_t number)
{
	for (size_t i = 0; i < n; i++) {
		if (said[i] == number * 1000)
			return true;
	}
	return false;
}

/* `agree 10008 10019`: who means both has not said which. */
static bool names_other_ticket(struct decision *d, const int64_t *said, size_t n)
{
	const struct fold *f = d->m->folded;
	const struct world *w = d->ctx->world;
	for (size_t i = 0, len; i < f->len; i += len ? len : 1) {
		int64_t number = 0;
		for (len = 0; i + len < f->len && is_digit(f->s[i + len]); len++)
			number = len < NUMBER_DIGITS ? number * 10 + (f->s[i + len] - '0') : 0;
		if (len >= 5 && len <= NUMBER_DIGITS && !is_said(said, n, number) &&
		    w->ticket(w->ctx, number, &d->others[0]))
			return true;
	}
	return false;
}

/* `agree 10008, amount 9000`: another amount than the one that is asked about. */
static bool names_other_number(const struct decision *d, const int64_t *said, size_t n)
{
	const struct flow *f = d->before.flow;
	const struct reading_input input = {.reader = d->ctx->rules->reader,
					    .roster = d->ctx->roster,
					    .sender = d->m->sender,
					    .original = d->m->text,
					    .f = d->m->folded,
					    .moment = d->moment};
	for (size_t i = 0; i < f->fields_n; i++) {
		if (f->fields[i].is.kind->digits && reading_says_other(&input, &f->fields[i].is, said, n))
			return true;
	}
	return false;
}

/* A signature is for what was asked, and for nothing else that stands beside it. */
static bool is_for_this(struct decision *d)
{
	int64_t said[FIELDS_MAX + 2];
	size_t n = list_said(d, said);
	return (!names_other_ticket(d, said, n) && !names_other_number(d, said, n)) || ask_back(d, "refused.beside");
}

void decide_sign(struct decision *d)
{
	const struct turn_context turns = context_turns(d->ctx);
	const struct code *c = d->codes[0];
	struct arguments a;
	struct ticket t, last;
	int64_t whom = 0;
	if (!pick_turn(d, c, &whom) || !arguments_read(d, c, &d->before, false, &a) || !is_for_this(d) ||
	    !has_digits(d, c))
		return;
	t = d->before;
	turn_sign(&turns, &t, d->m->sender->id, whom, d->moment);
	last = t;
	event_add(d->ctx, d->e, &d->before, &t, c->name, d->m->sender->id, d->moment);
	if (t.chain != last.chain)
		add_last(d, &last, (size_t)d->before.turn - 1);
	keep(d, c, &t);
}

void decide_decline(struct decision *d)
{
	const struct code *c = d->codes[0];
	struct move m = {.code = c};
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
	event_add(d->ctx, d->e, &d->before, &t, c->name, d->m->sender->id, d->moment);
	keep(d, c, &t);
}
