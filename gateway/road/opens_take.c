#include "gateway/road/opens_take.h"

#include <inttypes.h>
#include <stdlib.h>

#include "db/store/store.h"
#include "db/store/tickets.h"
#include "db/store/tickets_found.h"
#include "gateway/base/log.h"
#include "gateway/road/ticket_open.h"
#include "handlers/decide/opened_by.h"
#include "handlers/model/ticket_move.h"
#include "handlers/opens/opens_key.h"

static bool open_one(struct intake *intake, const struct ticket *parent, const struct flow *f, const char *key)
{
	struct opened_by *child = calloc(1, sizeof(*child));
	bool good = child;

	if (child) {
		opened_by(&intake->context, parent, f, intake->now, intake->row, child);
		good = ticket_open_once(intake, &child->o, key);
	}
	free(child);
	return good;
}

static bool take_one(struct intake *intake, const struct ticket *parent, const struct opening_due *o)
{
	struct store *s = intake->g->store;
	const char *name = parent->flow->opened[o->flow];
	const struct flow *f = flows_find(&intake->g->rules->flows, name);
	char key[OPENS_KEY_BYTES];

	if (!f) { /* which check refuses */
		log_error("ticket %" PRId64 " opens a ticket of %s, and there is no such flow", parent->number, name);
		return true;
	}
	if (!o->each && tickets_opened_stand(s, name, parent->number))
		return true;
	opens_key(parent->number, o, intake->row, key);
	return !store_failed(s) && open_one(intake, parent, f, key);
}

bool opens_take(struct intake *intake, const struct ticket *parent, const struct openings_due *due)
{
	for (size_t i = 0; i < due->n; i++)
		if (!take_one(intake, parent, &due->all[i]))
			return false;
	return true;
}

bool opens_take_alone(struct intake *intake, const struct ticket *parent, const struct openings_due *due)
{
	struct store *s = intake->g->store;
	const struct input was = *intake->in;

	if (due->n == 0)
		return true;
	if (!store_mark(s))
		return false;
	if (opens_take(intake, parent, due))
		return store_keep(s);
	if (!intake_had_memory(intake) || store_failed(s) || !store_back(s))
		return false;
	intake->in->texts = was.texts;
	intake->in->events = was.events;
	intake->in->kept_back = was.kept_back;
	log_error("what ticket %" PRId64 " was to open cannot be opened; open it by hand", parent->number);
	return true;
}

static bool withdraw_one(struct intake *intake, int64_t number, struct ticket *t)
{
	struct store *s = intake->g->store;

	if (!tickets_load(s, &intake->g->rules->flows, number, t))
		return false;
	ticket_withdraw(t);
	return tickets_withdraw(s, t, intake->now);
}

bool opens_withdraw(struct intake *intake, const struct effects *e)
{
	struct ticket *t = e->withdrawn_n ? calloc(1, sizeof(*t)) : NULL;
	bool good = t || !e->withdrawn_n;

	for (size_t i = 0; i < e->withdrawn_n && good; i++)
		good = withdraw_one(intake, e->withdrawn[i], t);
	free(t);
	return good;
}
