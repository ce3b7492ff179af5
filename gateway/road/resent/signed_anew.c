#include "gateway/road/resent/signed_anew.h"

#include "db/store/inbox.h"
#include "db/store/tickets.h"
#include "handlers/answer/effects.h"
#include "handlers/people/mo.h"

static bool signs(const struct effects *e)
{
	const struct code *c;

	if (e->outcome != DONE || e->events_n == 0 || !e->ticket.flow)
		return false;
	c = flow_code(e->ticket.flow, e->events[0].code);
	return c && c->does == DOES_SIGN;
}

/* When somebody else changed it last, or it was opened, whichever is later. */
static int64_t asked_at(const struct ticket *t, int64_t person)
{
	return t->last_by != person && t->last_at > t->opened ? t->last_at : t->opened;
}

bool signed_anew(struct intake *intake, const struct mo *m, int64_t first, const struct effects *e)
{
	struct inbox_row row;
	struct ticket t;
	bool same_sent;
	int64_t asked, came;

	if (!signs(e) || !inbox_read(intake->g->store, first, &row))
		return false;
	same_sent = m->sent != 0 && row.sent == m->sent;
	came = row.came;
	inbox_row_free(&row);
	if (same_sent || !tickets_load(intake->g->store, &intake->g->rules->flows, e->ticket.number, &t))
		return false;
	asked = asked_at(&t, m->sender->id);
	return asked >= came && mo_moment(m) >= asked;
}
