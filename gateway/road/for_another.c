#include "gateway/road/for_another.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "db/ledger/digest.h"
#include "db/ledger/ledger.h"
#include "handlers/people/mo.h"
#include "templates/text/text.h"

static const char *const reasons[] = {
	[FORBIDDEN_NEVER] =
		"approvals, signatures, undo and customers' answers are taken from the person alone, and deputies "
		"from them or an administrator; ask them to text it",
	[FORBIDDEN_TO_YOU] =
		"only agents put in a text for someone else, and administrators a deputy's; ask one of them"};

bool for_another(const struct intake *intake, const struct mo *m)
{
	const struct input *in = intake->in;

	return in->by_hand && in->by != 0 && m->sender && m->sender->id != in->by;
}

static bool is_ones_own(enum does does)
{
	switch (does) {
	case DOES_UNDO:
	case DOES_APPROVE:
	case DOES_REFUSE:
	case DOES_SIGN:
	case DOES_DECLINE:
		return true;
	default:
		return false;
	}
}

static bool is_for_the_person_alone(const struct intake *intake, const struct mo *m, const struct effects *e)
{
	bool alone = m->sender->customer || e->undone || e->opts_out || e->opts_in;

	for (size_t i = 0; i < e->events_n && !alone; i++) {
		const struct flow *f = flows_find(&intake->g->rules->flows, e->events[i].flow);
		const struct code *c = f ? flow_code(f, e->events[i].code) : NULL;

		alone = c && is_ones_own(c->does);
	}
	return alone;
}

enum forbidden for_another_forbids(const struct intake *intake, const struct mo *m, const struct effects *e)
{
	const struct person *asker = roster_person(&intake->g->roster, intake->in->by);
	uint32_t roles = asker ? asker->roles : 0;

	if (is_for_the_person_alone(intake, m, e))
		return FORBIDDEN_NEVER;
	if (e->new_deputy)
		return roles & ROLE_BIT(ADMINISTRATOR) ? FORBIDDEN_NOT : FORBIDDEN_NEVER;
	/* A deputy's name may have a slip. Any other refusal could show tickets that an administrator may not see. */
	return roles & ROLE_BIT(AGENT) || (e->of_deputy && e->outcome == REFUSED) ? FORBIDDEN_NOT : FORBIDDEN_TO_YOU;
}

bool for_another_refuse(struct intake *intake, enum forbidden why)
{
	intake->in->forbidden = why;
	return intake_reject_filed(intake, "", reasons[why]);
}

void for_another_again(struct input *in)
{
	in->forbidden = FORBIDDEN_NOT;
	for (enum forbidden why = FORBIDDEN_NEVER; why <= FORBIDDEN_TO_YOU; why++)
		if (in->answer && strcmp(in->answer, reasons[why]) == 0)
			in->forbidden = why;
}

bool for_another_note(struct intake *intake, int64_t sender)
{
	struct input *in = intake->in;
	struct event e = {.flow = "-", .code = "text_as", .at = intake->now, .by = in->by};
	unsigned char came[HASH_BYTES];
	int64_t seq;

	snprintf(e.change, sizeof(e.change), "person=%" PRId64, sender);
	in->events++;
	return digest_of(in->payload, in->length, came) &&
	       ledger_append(intake->g->store, &e, intake->now, intake->row, came, &seq);
}
