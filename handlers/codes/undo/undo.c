#include "handlers/codes/undo/undo.h"

#include "handlers/answer/event.h"
#include "handlers/answer/tell.h"
#include "handlers/clock/clock_context.h"
#include "handlers/clock/clocks.h"
#include "handlers/clock/clocks_rebuilt.h"
#include "handlers/codes/undo/undo_last.h"
#include "handlers/codes/undo/undo_opening.h"
#include "handlers/codes/undo/withdraw.h"
#include "handlers/decision/arguments.h"
#include "handlers/decision/listing.h"
#include "handlers/decision/ticket_pick.h"
#include "handlers/model/ticket_move.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

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
	if (undo_refuse_opening(d))
		return;
	if (d->r.number != 0) {
		refuse_named(d);
	} else if (d->m->sender->id == 0) {
		/* Many sit at the desk, and each would take back another's. */
		d->wish.ticket = undo_find_own(d, &d->others[0]) ? &d->others[0] : NULL;
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

static void take_back(struct decision *d, struct ticket *last)
{
	const struct code *undo = d->codes[0];
	const struct world *w = d->ctx->world;
	struct clock_context clocks = context_clocks(d->ctx);
	struct ticket was, *t = &d->e->ticket;
	size_t codes_n = undone_codes(d, last);
	if (is_of_other(d, codes_n)) {
		refuse_other(d, undo, last, codes_n);
		return;
	}
	if (!w->before_last(w->ctx, last, &was)) {
		d->codes[0] = undo;
		refuse_undo(d);
		return;
	}
	if (!withdraw_find(d, undo, last, &was))
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
	tell_undone(d->e, &d->s, last->last_text, "undone");
	withdraw_found(d, undo);
	answer_sender(d->e, &d->s, undo->answer);
}

void decide_undo(struct decision *d)
{
	struct ticket *last = &d->others[0];
	struct arguments a;
	if (!undo_find(d, last)) {
		refuse_undo(d);
		return;
	}
	if (!arguments_read(d, d->codes[0], NULL, false, &a))
		return;
	if (undo_opens(d, last, last->last_text))
		undo_opening(d, last);
	else
		take_back(d, last);
}
