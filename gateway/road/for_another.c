#include "gateway/road/for_another.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "db/ledger/digest.h"
#include "db/ledger/ledger.h"
#include "handlers/people/mo.h"
#include "templates/text/text.h"

#define NEVER                                                                                     \
	"approvals, signatures, undo, deputies and customers' answers are taken from the person " \
	"alone; ask them to text it"

bool for_another(const struct intake *intake, const struct mo *m)
{
	const struct input *in = intake->in;

	return in->by_hand && in->by != 0 && m->sender && m->sender->id != in->by;
}

static bool is_ones_own(enum does does)
{
	switch (does) {
	case DOES_UNDO:
	case DOES_DEPUTY:
	case DOES_APPROVE:
	case DOES_REFUSE:
	case DOES_SIGN:
	case DOES_DECLINE:
		return true;
	default:
		return false;
	}
}

bool for_another_forbids(const struct intake *intake, const struct mo *m, const struct effects *e)
{
	bool forbids = m->sender->customer || e->undone || e->new_deputy || e->opts_out || e->opts_in;

	for (size_t i = 0; i < e->events_n && !forbids; i++) {
		const struct flow *f = flows_find(&intake->g->rules->flows, e->events[i].flow);
		const struct code *c = f ? flow_code(f, e->events[i].code) : NULL;

		forbids = c && is_ones_own(c->does);
	}
	return forbids;
}

bool for_another_refuse(struct intake *intake)
{
	intake->in->forbidden = true;
	return intake_reject_filed(intake, "", NEVER);
}

void for_another_again(struct input *in)
{
	in->forbidden = in->answer && strcmp(in->answer, NEVER) == 0;
}

bool for_another_note(struct intake *intake, const struct mo *m)
{
	struct input *in = intake->in;
	struct event e = {.flow = "-", .code = "text_as", .at = intake->now, .by = in->by};
	unsigned char came[HASH_BYTES];
	int64_t seq;

	snprintf(e.change, sizeof(e.change), "person=%" PRId64, m->sender->id);
	in->events++;
	return digest_of(in->payload, in->length, came) &&
	       ledger_append(intake->g->store, &e, intake->now, intake->row, came, &seq);
}
