#include "gateway/road/take.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/ledger/digest.h"
#include "db/ledger/ledger.h"
#include "db/outbox/outbox_hand.h"
#include "gateway/state/kept_back.h"
#include "gateway/wire/wire_hand.h"
#include "templates/text/text.h"
#include "templates/text/units.h"

/* It is no ticket's, and has its place in the ledger all the same, under whom did it. */
static bool note(struct intake *intake, const struct wire_hand *h)
{
	struct event e = {.flow = "-", .at = intake->now, .by = h->by};
	unsigned char digest[HASH_BYTES];
	int64_t seq;

	text_copy(e.code, sizeof(e.code), h->does == HAND_RESEND ? "outbox_resend" : "outbox_drop");
	snprintf(e.change, sizeof(e.change), "mt=%" PRId64, h->mt);
	intake->in->events++;
	return digest_of(e.change, strlen(e.change), digest) &&
	       ledger_append(intake->g->store, &e, intake->now, 0, digest, &seq);
}

/* False: it stays as it is, and store_why() says why, where the store has not failed. */
static bool act(struct intake *intake, const struct wire_hand *h)
{
	struct store *s = intake->g->store;
	struct outbox_line l;
	char why[WHY_BYTES];

	if (h->does == HAND_DROP) {
		snprintf(why, sizeof(why), "dropped by hand, by person %" PRId64, h->by);
		return outbox_drop(s, h->mt, why, intake->now);
	}
	if (!outbox_read(s, h->mt, &l, NULL))
		return false;
	if (!l.answer && kept_back_opted_out(intake->g, l.person, l.number))
		return store_refuse(s, KEPT_BACK_OPTED_OUT);
	return outbox_resend(s, h->mt, intake->now);
}

bool take_hand(struct intake *intake)
{
	struct input *in = intake->in;
	struct wire_hand h;

	if (!wire_read_hand(in->payload, in->length, &h))
		return false;
	if (act(intake, &h)) {
		intake_outcome(intake, outcome_name(DONE));
		return note(intake, &h);
	}
	if (store_failed(intake->g->store))
		return false;
	intake_outcome(intake, outcome_name(REFUSED));
	in->answer = strdup(store_why(intake->g->store));
	return in->answer;
}
