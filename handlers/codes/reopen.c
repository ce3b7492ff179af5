#include "handlers/codes/reopen.h"

#include "handlers/answer/event.h"
#include "handlers/answer/repeat_failure.h"
#include "handlers/answer/tell.h"
#include "handlers/decision/arguments.h"
#include "handlers/decision/ticket_pick.h"
#include "handlers/model/ticket_move.h"

/* It may not be reopened any more, as it has stood like this for too long. */
static bool refuse_late(struct decision *d, const struct code *c)
{
	const struct world *w = d->ctx->world;
	char name[FLOW_NAME];
	int64_t by, at;
	d->s.since = within_since(&c->within, d->m->came);
	if (!w->moved(w->ctx, &d->before, name, &by, &at) || at >= d->s.since)
		return false;
	d->wish.ticket = NULL;
	decision_refuse(d, "refused.late", NULL);
	return true;
}

/* A lead who works here no longer has left it, too. */
static void take_up(const struct decision *d, const struct code *c, struct ticket *t)
{
	if (roster_person(d->ctx->roster, t->lead)) {
		ticket_reopen(t, c->to);
		return;
	}
	ticket_reopen(t, c->unled);
	ticket_take_back(t, c->unled);
}

void decide_reopen(struct decision *d)
{
	const struct code *c = d->codes[0];
	int64_t told[FIELDS_MAX] = {0};
	struct arguments a;
	struct ticket t;
	bool skipping;
	if (d->r.number == 0) {
		pick_refuse_unnumbered(d);
		return;
	}
	if (!pick_ticket(d, c))
		return;
	d->s.ticket = d->wish.ticket = &d->before;
	if (!code_fits(c, d->before.state, &skipping)) {
		pick_refuse_state(d);
		return;
	}
	if (refuse_late(d, c) || !arguments_read(d, c, &d->before, false, &a))
		return;
	arguments_tell(d, c, told);
	t = d->before;
	take_up(d, c, &t);
	ticket_tell(&t, c, told);
	event_add(d->ctx, d->e, &d->before, &t, c->name, d->m->sender->id, d->moment);
	decision_keep(d, &t);
	d->s.words = text_str(&d->r.words);
	tell_codes(d->e, &d->s, &d->before, NULL);
	answer_sender(d->e, &d->s, c->answer);
}
