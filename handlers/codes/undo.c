#include "handlers/codes/undo.h"

#include "handlers/answer/event.h"
#include "handlers/answer/tell.h"
#include "handlers/clock/clock_context.h"
#include "handlers/clock/clocks_rebuilt.h"
#include "handlers/decision/listing.h"
#include "handlers/decision/pick.h"
#include "handlers/model/ticket_move.h"
#include "templates/text/units.h"

#include <inttypes.h>
#include <stdio.h>

#define UNDO_MS (10 * MINUTE_MS)

static bool theirs(const struct decision *d, const struct ticket *t)
{
	return t->last_text != 0 && t->last_by == d->m->sender->id &&
	       (d->m->came - t->last_at <= UNDO_MS || d->moment - t->last_at <= UNDO_MS);
}

size_t undo_find(struct decision *d)
{
	int64_t numbers[FITS_MAX];
	size_t n, kept = 0;
	const struct world *w = d->ctx->world;
	int64_t since;
	if (d->r.number != 0) {
		struct ticket *t = &d->others[0];
		return !d->r.number_bad && w->ticket(w->ctx, d->r.number, t) && theirs(d, t) ? 1 : 0;
	}
	since = d->moment < d->m->came ? d->moment : d->m->came;
	n = w->changed_by(w->ctx, d->m->sender->id, since - UNDO_MS, numbers, FITS_MAX);
	for (size_t i = 0; i < n; i++) {
		if (w->ticket(w->ctx, numbers[i], &d->others[kept]) && theirs(d, &d->others[kept]))
			kept++;
	}
	return kept;
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
static void refuse_named_undo(struct decision *d)
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

/* There are several texts that could be meant, or none on the ticket that was named. */
static void refuse_undo(struct decision *d, size_t n)
{
	d->wish.ticket = n > 0 ? &d->others[0] : NULL;
	if (d->m->sender->id == 0 && d->r.number == 0) {
		/* Many people sit at the desk, and one could take back another's text. */
		decision_refuse(d, "refused.missing", d->m->sender->lang == ZH ? "工单号" : "the ticket number");
	} else if (n == 0) {
		refuse_named_undo(d);
	} else {
		listing_tickets(d, d->others, n);
		decision_refuse(d, "refused.which", NULL);
	}
}

void decide_undo(struct decision *d)
{
	const struct code *undo = d->codes[0];
	struct clock_context clocks = context_clocks(d->ctx);
	size_t n = undo_find(d);
	struct ticket was, *t;
	int64_t text;
	if ((d->m->sender->id == 0 && d->r.number == 0) || n > 1 || (n == 0 && d->r.number != 0)) {
		refuse_undo(d, n);
		return;
	}
	if (n == 0 || !d->ctx->world->before_last(d->ctx->world->ctx, &d->others[0], &was)) {
		decision_refuse(d, "refused.undo", NULL);
		return;
	}
	t = &d->e->ticket;
	*t = d->others[0];
	text = t->last_text;
	d->s.ticket = t;
	d->s.codes_n = undone_codes(d, t);
	ticket_restore(t, &was);
	clocks_undone(&clocks, t, &d->others[0], t->last_at);
	t->last_text = t->last_by = t->last_at = 0;
	event_add_back(d->e, &d->others[0], t, undo->name, d->m->sender->id, d->moment);
	d->e->undone = text;
	d->e->outcome = ANSWERED;
	tell_told(d->e, &d->s, text, "undone");
	answer_sender(d->e, &d->s, undo->answer);
}
