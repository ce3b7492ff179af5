#include "handlers/codes/undo/undo_opening.h"

#include "handlers/answer/event.h"
#include "handlers/answer/tell.h"
#include "handlers/codes/undo/undo_last.h"
#include "handlers/codes/undo/withdraw.h"
#include "handlers/decision/permission.h"
#include "handlers/model/ticket_move.h"
#include "templates/text/text.h"

#include <inttypes.h>
#include <stdio.h>

/* ---- refused ---- */

/* A code by which the sender can end the ticket as it stands. One that stamps a node would say that something was done. */
static const struct code *ending(const struct decision *d, const struct ticket *t)
{
	const struct flow *f = t->flow;
	bool skipping;
	for (size_t i = 0; i < f->codes_n; i++) {
		const struct code *c = &f->codes[i];
		if (c->does == DOES_MOVE && c->to >= 0 && f->states[c->to].ends && c->stamps == 0 &&
		    code_fits(c, t->state, &skipping) && permission_on_ticket(d->ctx, d->m->sender, c, t, d->m->came))
			return c;
	}
	return NULL;
}

/* `t` must stay until the decision is over. */
static bool refuse(struct decision *d, const struct ticket *t, const char *why)
{
	char number[NUMBER_BYTES];
	snprintf(number, sizeof(number), "%" PRId64, t->number);
	d->s.codes_n = 1;
	d->s.ticket = d->wish.ticket = t;
	d->wish.code = ending(d, t);
	d->wish.help = !d->wish.code;
	return decision_refuse(d, why, number);
}

/* The ticket that the undo names, which a text of the sender's own opened. */
static bool find_named(struct decision *d, struct ticket *t, struct own_text *x)
{
	const struct world *w = d->ctx->world;
	int64_t text, by;
	if (d->r.number_bad || !w->ticket(w->ctx, d->r.number, t))
		return false;
	text = w->opening(w->ctx, t->number, &by);
	/* What another ticket opened because of a text is none that the text has as its own. */
	return text != 0 && by == d->m->sender->id && w->text(w->ctx, text, x) && x->ticket == t->number &&
	       (undo_in_time(d, x) || t->last_text == text);
}

/* The ticket of the sender's own last text, which opened it. */
static bool find_own(struct decision *d, struct ticket *t, struct own_text *x)
{
	return d->m->sender->id != 0 && undo_own_last(d, t, x) && undo_opens(d, t, x->id);
}

bool undo_refuse_opening(struct decision *d)
{
	struct ticket *t = &d->others[0];
	struct own_text x;
	if (!(d->r.number != 0 ? find_named(d, t, &x) : find_own(d, t, &x)) || t->state < 0)
		return false;
	refuse(d, t, undo_in_time(d, &x) ? "refused.undo_opened" : "refused.undo_late");
	return true;
}

/* `undo claim`, where the last text opened an inquiry, or `undo depart`. */
static bool is_of_other(const struct decision *d, const struct code *open)
{
	const struct code *about = d->r.about;
	enum lang lang = d->m->sender->lang;
	return about && (about->does != DOES_OPEN || !text_same(about->word.in[lang], open->word.in[lang]));
}

/* ---- taken back ---- */

static void withdraw(struct decision *d, const struct code *undo, const struct ticket *last)
{
	struct effects *e = d->e;
	struct ticket *t = &e->ticket;
	*t = *last;
	ticket_withdraw(t);
	d->codes[0] = &t->flow->open;
	d->s.codes_n = 1;
	d->s.ticket = t;
	d->s.flow = t->flow;
	event_add_back(e, last, t, undo->name, d->m->sender->id, d->moment);
	e->undone = last->last_text;
	e->outcome = ANSWERED;
	tell_undone(e, &d->s, 0, "withdrawn");
	withdraw_found(d, undo);
	e->withdrawn[e->withdrawn_n++] = t->number;
	answer_sender(e, &d->s, "withdrawn.answer");
}

void undo_opening(struct decision *d, const struct ticket *last)
{
	const struct code *undo = d->codes[0], *open = &last->flow->open;
	const struct world *w = d->ctx->world;
	if (is_of_other(d, open)) {
		d->s.ticket = d->wish.ticket = last;
		decision_refuse(d, "refused.undo_other", open->word.in[d->m->sender->lang]);
		return;
	}
	if (!w->untouched(w->ctx, last->number)) {
		refuse(d, last, "refused.undo_opened");
		return;
	}
	if (withdraw_find_all(d, undo, last))
		withdraw(d, undo, last);
}
