#include "gateway/road/take.h"

#include <stdlib.h>
#include <string.h>

#include "db/store/tickets.h"
#include "gateway/wire/wire_say.h"
#include "handlers/answer/effects.h"
#include "handlers/decide/say.h"
#include "templates/text/text.h"

#define KEPT_BACK "the receiver gets no more texts now; `fieldgate outbox` and the ticket say why"

/* To nobody: it is kept, and who asked is told so. */
static bool refuse(struct intake *intake, int64_t ticket, const char *why)
{
	struct input *in = intake->in;

	intake_outcome(intake, outcome_name(REFUSED));
	in->ticket = ticket;
	in->answer = why ? strdup(why) : NULL;
	return (!why || in->answer) && inbox_settle(intake->g->store, intake->row, in->outcome, why, ticket, why);
}

/* What the store rejects for all of them is no success, though the ledger has that it was said. */
static bool send(struct intake *intake, const struct effects *e)
{
	struct input *in = intake->in;

	if (!tickets_save(intake->g->store, &e->ticket, intake->now) ||
	    !intake_apply(intake, e, outcome_name(e->outcome)))
		return false;
	return in->texts > 0 || refuse(intake, e->ticket.number, KEPT_BACK);
}

static bool decide(struct intake *intake, const struct wire_say *w, struct ticket *t)
{
	struct store *s = intake->g->store;
	struct person p;
	struct mo m = {
		.sender = intake_person(intake, w->from, &p), .text = w->text, .came = intake->now, .id = intake->row};
	struct effects e;
	bool said, good;

	if (!m.sender || !tickets_load(s, &intake->context.rules->flows, w->ticket, t))
		return !store_failed(s) && refuse(intake, 0, NULL);
	text_copy(m.number, sizeof(m.number), w->from);
	effects_begin(&e);
	said = decide_say(&intake->context, &m, t, w->to, &e);
	good = intake_had_memory(intake) && !e.failed && !store_failed(s) &&
	       (said ? send(intake, &e) : refuse(intake, t->number, NULL));
	effects_free(&e);
	return good;
}

static bool file_and_decide(struct intake *intake, const struct wire_say *w)
{
	struct inbox_entry entry = intake_entry(intake);
	struct ticket *t;
	bool again, good;

	if (intake_key_differs(intake, w->id, input_kind_name(IN_OPEN), ""))
		return true;
	entry.kind = input_kind_name(
		IN_MO); /* of which it is one in the conversation, but without a digest: no undo reaches it */
	entry.key = w->id;
	entry.sender = w->from;
	entry.person = intake->in->by;
	if (!intake_file(intake, &entry, &again))
		return false;
	if (again)
		return intake_reply_again(intake, w->id);
	t = calloc(1, sizeof(*t));
	good = t && decide(intake, w, t);
	free(t);
	return good;
}

bool take_say(struct intake *intake)
{
	struct wire_say w;
	bool good;

	if (!wire_read_say(intake->in->payload, intake->in->length, &w))
		return false;
	good = file_and_decide(intake, &w);
	free(w.text);
	return good;
}
