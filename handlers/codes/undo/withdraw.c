#include "handlers/codes/undo/withdraw.h"

#include "handlers/answer/event.h"
#include "handlers/answer/tell.h"
#include "handlers/model/ticket_move.h"
#include "handlers/opens/opens_key.h"

#include <inttypes.h>
#include <stdio.h>

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

static bool is_untouched(const struct decision *d, int64_t number)
{
	const struct world *w = d->ctx->world;
	int64_t own[1];
	return w->untouched(w->ctx, number) && w->opened(w->ctx, number, own, 1) == 0;
}

/* Where something has happened to it since, nothing is taken back: there would be no ticket that it happened to. */
static bool note_withdrawn(struct decision *d, const struct code *undo, const struct ticket *last, int64_t opened)
{
	if (!is_untouched(d, opened))
		return refuse_touched(d, undo, last, opened);
	d->e->withdrawn[d->e->withdrawn_n++] = opened;
	return true;
}

bool withdraw_find(struct decision *d, const struct code *undo, const struct ticket *last, const struct ticket *was)
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

bool withdraw_find_all(struct decision *d, const struct code *undo, const struct ticket *t)
{
	const struct world *w = d->ctx->world;
	int64_t opened[WITHDRAWN_MAX];
	size_t n = w->opened(w->ctx, t->number, opened, WITHDRAWN_MAX);
	/* The list has room for the ticket itself, too. */
	if (n == WITHDRAWN_MAX)
		return refuse_touched(d, undo, t, opened[n - 1]);
	for (size_t i = 0; i < n; i++) {
		if (!note_withdrawn(d, undo, t, opened[i]))
			return false;
	}
	return true;
}

static void withdraw_one(struct decision *d, const struct code *undo, int64_t number)
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

void withdraw_found(struct decision *d, const struct code *undo)
{
	for (size_t i = 0; i < d->e->withdrawn_n; i++)
		withdraw_one(d, undo, d->e->withdrawn[i]);
}
