#include "gateway/road/ticket_open.h"

#include <inttypes.h>
#include <stdlib.h>

#include "db/store/store.h"
#include "db/store/tickets.h"
#include "gateway/base/log.h"
#include "handlers/answer/effects.h"

/* What was said of a machine, customer or station that nobody knows is kept as words. */
static struct ticket_words words_of(const struct opening *o, const char *reporter)
{
	return (struct ticket_words){.fault = o->fault,
				     .site = o->site,
				     .serial = o->machine ? "" : o->serial,
				     .customer = o->customer ? "" : o->customer_words,
				     .station = o->station ? "" : o->station_words,
				     .reported_by = reporter};
}

bool ticket_open(struct intake *intake, struct opening *o, const char *reporter, const char *key, struct effects *e)
{
	const struct ticket_words words = words_of(o, reporter);
	struct store *s = intake->g->store;

	o->number = tickets_next(s);
	o->text = intake->row;
	decide_open(&intake->context, o, e);
	if (e->unheard)
		log_warn("ticket %" PRId64 " of flow %s is opened, and nobody hears of it: none of those whom the "
			 "flow tells is there, and no agent; import an agent",
			 o->number, o->flow->name);
	return intake_had_memory(intake) && o->number && !e->failed && !store_failed(s) &&
	       tickets_add(s, &e->ticket, &words, intake->now) && (!*key || tickets_note_key(s, &e->ticket, key)) &&
	       intake_keep_words(intake, e);
}

bool ticket_open_once(struct intake *intake, struct opening *o, const char *key)
{
	struct effects *e;
	bool good;

	if (tickets_by_key(intake->g->store, o->flow->name, key))
		return true;
	e = calloc(1, sizeof(*e));
	if (!e || store_failed(intake->g->store)) {
		free(e);
		return false;
	}
	effects_begin(e);
	good = ticket_open(intake, o, NULL, key, e) && intake_apply_besides(intake, e);
	effects_free(e);
	free(e);
	return good;
}
