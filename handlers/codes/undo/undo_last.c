#include "handlers/codes/undo/undo_last.h"

#include "templates/text/units.h"

#define UNDO_MS (10 * MINUTE_MS)

/* When the undo was sent, as far as it says so plausibly: what followed it on the phone is not meant by it, however late
 * it comes. 0: it counts from its arrival. */
static int64_t said_sent(const struct mo *m)
{
	return m->sent != 0 && mo_moment(m) == m->sent ? m->sent : 0;
}

bool undo_in_time(const struct decision *d, const struct own_text *last)
{
	return mo_moment(d->m) - last->came <= UNDO_MS;
}

bool undo_opens(const struct decision *d, const struct ticket *t, int64_t text)
{
	const struct world *w = d->ctx->world;
	int64_t by;
	return text != 0 && w->opening(w->ctx, t->number, &by) == text;
}

/* What a customer opened is for people to end: they have heard of it. */
static bool is_for_people(const struct decision *d, const struct ticket *t)
{
	const struct person *p = d->m->sender;
	return p->customer && p->roles == 0 && undo_opens(d, t, t->last_text);
}

/* That text is the last that did anything on this ticket, was the sender's, and is not older than an undo may reach. */
static bool may_take_back(const struct decision *d, const struct ticket *t, const struct own_text *last)
{
	return t->last_text == last->id && t->last_by == d->m->sender->id && undo_in_time(d, last) &&
	       (said_sent(d->m) == 0 || last->moment <= said_sent(d->m)) && !is_for_people(d, t);
}

bool undo_own_last(struct decision *d, struct ticket *out, struct own_text *last)
{
	const struct world *w = d->ctx->world;
	/* One that was refused, or named a deputy, has done nothing to any ticket. */
	return w->last_text(w->ctx, d->m->sender->id, said_sent(d->m), d->m->came, d->m->id, last) && last->done &&
	       last->ticket != 0 && w->ticket(w->ctx, last->ticket, out);
}

bool undo_find_own(struct decision *d, struct ticket *out)
{
	struct own_text last;
	return undo_own_last(d, out, &last) && may_take_back(d, out, &last);
}

bool undo_find(struct decision *d, struct ticket *out)
{
	const struct world *w = d->ctx->world;
	struct own_text last;
	if (d->r.number == 0)
		return d->m->sender->id != 0 && undo_find_own(d, out);
	return !d->r.number_bad && w->ticket(w->ctx, d->r.number, out) && out->last_text != 0 &&
	       w->text(w->ctx, out->last_text, &last) && may_take_back(d, out, &last);
}
