#include "handlers/codes/undo.h"

#include "handlers/answer/event.h"
#include "handlers/answer/tell.h"
#include "handlers/clock/clock_context.h"
#include "handlers/clock/clocks.h"
#include "handlers/clock/clocks_rebuilt.h"
#include "handlers/decision/arguments.h"
#include "handlers/decision/listing.h"
#include "handlers/decision/ticket_pick.h"
#include "handlers/model/ticket_move.h"
#include "handlers/opens/opens_key.h"
#include "templates/text/units.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define UNDO_MS (10 * MINUTE_MS)

/* When the undo was sent, as far as it says so plausibly: what followed it on the phone is not meant by it, however late it comes.
 * 0: it counts from its arrival. */
static int64_t said_sent(const struct mo *m)
{
	return m->sent != 0 && mo_moment(m) == m->sent ? m->sent : 0;
}

/* That text is the last that did anything on this ticket, was the sender's, and is not older than an undo may reach. */
static bool may_take_back(const struct decision *d, const struct ticket *t, const struct own_text *last)
{
	return t->last_text == last->id && t->last_by == d->m->sender->id && mo_moment(d->m) - last->came <= UNDO_MS &&
	       (said_sent(d->m) == 0 || last->moment <= said_sent(d->m));
}

/* The ticket of the sender's own last text. One that was refused, or named a deputy, has done nothing to any ticket. */
static bool find_own_last(struct decision *d, struct ticket *out)
{
	const struct world *w = d->ctx->world;
	struct own_text last;
	return w->last_text(w->ctx, d->m->sender->id, said_sent(d->m), d->m->came, d->m->id, &last) && last.done &&
	       last.ticket != 0 && w->ticket(w->ctx, last.ticket, out) && may_take_back(d, out, &last);
}

bool undo_find(struct decision *d, struct ticket *out)
{
	const struct world *w = d->ctx->world;
	struct own_text last;
	if (d->r.number == 0)
		return d->m->sender->id != 0 && find_own_last(d, out);
	return !d->r.number_bad && w->ticket(w->ctx, d->r.number, out) && out->last_text != 0 &&
	       w->text(w->ctx, out->last_text, &last) && may_take_back(d, out, &last);
}

static size_t undone_codes(struct decision *d, const struct ticket *t)
{
	char names[CODES_IN_TEXT][FLOW_NAME];
	size_t n = d->ctx->world->codes_of(d->ctx->world->ctx, t, names, CODES_IN_TEXT), kept = 0;
	for (size_t i = 0; i < n; i++) {
		const struct code *c = flow_code(t->flow, names[i]);
		if (c)
			d->codes[kept++] = c;
	}
	return kept;
}

/* A ticket was named, and there is nothing of the sender's to take back from it. */
static void refuse_named(struct decision *d)
{
	const struct world *w = d->ctx->world;
	char number[NUMBER_BYTES];
	if (d->r.number_bad || !w->ticket(w->ctx, d->r.number, &d->before)) {
		pick_refuse_number(d, d->r.number);
	} else if (ticket_has_to_do(&d->before, d->m->sender, d->ctx->roster, d->m->came)) {
		d->s.ticket = d->wish.ticket = &d->before;
		d->wish.code = NULL;
		decision_refuse(d, "refused.undo", NULL);
	} else {
		snprintf(number, sizeof(number), "%" PRId64, d->r.number);
		decision_refuse(d, "refused.not_yours", number);
	}
}

static void refuse_undo(struct decision *d)
{
	d->wish.ticket = NULL;
	if (d->r.number != 0) {
		refuse_named(d);
	} else if (d->m->sender->id == 0) {
		/* Many sit at the desk, and each would take back another's. */
		d->wish.ticket = find_own_last(d, &d->others[0]) ? &d->others[0] : NULL;
		pick_refuse_unnumbered(d);
	} else {
		decision_refuse(d, "refused.undo", NULL);
	}
}

/* The text names a code, and what would be taken back is another's: `undo depart`, where the last was an arrival. */
static bool is_of_other(const struct decision *d, size_t codes_n)
{
	for (size_t i = 0; i < codes_n; i++) {
		if (!d->r.about || strcmp(d->codes[i]->name, d->r.about->name) == 0)
			return false;
	}
	return d->r.about != NULL && codes_n > 0;
}

static void refuse_other(struct decision *d, const struct code *undo, const struct ticket *last, size_t codes_n)
{
	char what[NAME_BYTES] = "";
	for (size_t i = 0; i < codes_n; i++)
		snprintf(what + strlen(what), sizeof(what) - strlen(what), "%s%s", i ? " " : "",
			 d->codes[i]->word.in[d->m->sender->lang]);
	d->codes[0] = undo;
	d->s.codes_n = 1;
	d->s.ticket = d->wish.ticket = last;
	decision_refuse(d, "refused.undo_other", what);
}

/* What a note has said of the machine since then stays so: it is no part of what is taken back. */
static void keep_down(const struct decision *d, const struct ticket *last, struct ticket *t)
{
	const struct clock_context clocks = context_clocks(d->ctx);
	struct ticket was;
	if (t->down == last->down)
		return;
	was = *t;
	t->down = last->down;
	if (!clocks_follow(&clocks, &was, t, NULL, d->moment, NULL))
		d->e->failed = true;
}

/* What is said besides goes to those of the staff whom the text told. Where there are none, the answer says that nobody
 * has read it. */
static void tell_undone(struct decision *d, int64_t text)
{
	if (!tell_told(d->e, &d->s, text, "undone")) {
		d->s.words = d->s.besides;
		d->s.besides = NULL;
	}
}

/* The ticket that the text opened, at once or later; 0: none. */
static int64_t opened_by_text(const struct decision *d, const struct ticket *last, const struct opening_due *o)
{
	const struct world *w = d->ctx->world;
	char key[OPENS_KEY_BYTES];
	opens_key(last->number, o, last->last_text, key);
	return w->by_key(w->ctx, last->flow->opened[o->flow], key);
}

static bool refuse_touched(struct decision *d, const struct code *undo, const struct ticket *last, int64_t opened)
{
	char number[NUMBER_BYTES];
	snprintf(number, sizeof(number), "%" PRId64, opened);
	d->codes[0] = undo;
	d->s.codes_n = 1;
	d->s.ticket = last;
	d->wish.help = true;
	return decision_refuse(d, "refused.undo_opened", number);
}

/* Where something has happened to it since, nothing is taken back: there would be no ticket that it happened to. */
static bool note_withdrawn(struct decision *d, const struct code *undo, const struct ticket *last, int64_t opened)
{
	const struct world *w = d->ctx->world;
	if (!w->untouched(w->ctx, opened))
		return refuse_touched(d, undo, last, opened);
	d->e->withdrawn[d->e->withdrawn_n++] = opened;
	return true;
}

/* Finds the tickets that the text opened. One that a clock has opened stays. */
static bool find_withdrawn(struct decision *d, const struct code *undo, const struct ticket *last,
			   const struct ticket *was)
{
	for (size_t i = 0; i < last->flow->opened_n; i++) {
		const struct opening_due now = {.flow = i}, later = {.flow = i, .of = last->opens[i]};
		int64_t opened = opened_by_text(d, last, &now);
		if (opened && !note_withdrawn(d, undo, last, opened))
			return false;
		opened = last->opens[i] != was->opens[i] && last->opens[i] ? opened_by_text(d, last, &later) : 0;
		if (opened && !note_withdrawn(d, undo, last, opened))
			return false;
	}
	return true;
}

/* Takes back that it was opened; whoever was told of it hears so. */
static void withdraw(struct decision *d, const struct code *undo, int64_t number)
{
	const struct world *w = d->ctx->world;
	struct ticket was, t;
	struct saying s = d->s;
	if (!w->ticket(w->ctx, number, &was)) {
		d->e->failed = true;
		return;
	}
	t = was;
	ticket_withdraw(&t);
	event_add_back(d->e, &was, &t, undo->name, d->m->sender->id, d->moment);
	s.ticket = &t;
	s.flow = t.flow;
	tell_told(d->e, &s, 0, "withdrawn");
}

void decide_undo(struct decision *d)
{
	const struct code *undo = d->codes[0];
	struct clock_context clocks = context_clocks(d->ctx);
	struct ticket was, *last = &d->others[0], *t = &d->e->ticket;
	struct arguments a;
	size_t codes_n;
	if (!undo_find(d, last) || !d->ctx->world->before_last(d->ctx->world->ctx, last, &was)) {
		refuse_undo(d);
		return;
	}
	if (!arguments_read(d, undo, NULL, false, &a))
		return;
	codes_n = undone_codes(d, last);
	if (is_of_other(d, codes_n)) {
		refuse_other(d, undo, last, codes_n);
		return;
	}
	if (!find_withdrawn(d, undo, last, &was))
		return;
	*t = *last;
	d->s.ticket = t;
	d->s.codes_n = codes_n;
	ticket_restore(t, &was);
	clocks_undone(&clocks, t, last, last->last_at);
	keep_down(d, last, t);
	t->last_text = t->last_by = t->last_at = 0;
	event_add_back(d->e, last, t, undo->name, d->m->sender->id, d->moment);
	d->e->undone = last->last_text;
	d->e->outcome = ANSWERED;
	tell_undone(d, last->last_text);
	for (size_t i = 0; i < d->e->withdrawn_n; i++)
		withdraw(d, undo, d->e->withdrawn[i]);
	answer_sender(d->e, &d->s, undo->answer);
}
