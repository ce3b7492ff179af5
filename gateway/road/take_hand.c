#include "gateway/road/take.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/outbox/outbox_hand.h"
#include "db/store/token_rows.h"
#include "gateway/road/hand/hand_note.h"
#include "gateway/road/hand/trial_take.h"
#include "gateway/state/kept_back.h"
#include "gateway/wire/wire_hand.h"
#include "templates/text/units.h"

/* What the ledger says of each, and of what. */
static const struct said {
	const char *code, *what;
} said[HANDS] = {
	[HAND_RESEND] = {"outbox_resend", "mt"},
	[HAND_DROP] = {"outbox_drop", "mt"},
	[HAND_SESSION_BEGIN] = {"session_begin", "token"},
	[HAND_SESSION_END] = {"session_end", "token"},
	[HAND_TOKEN_ADD] = {"token_add", "token"},
	[HAND_TOKEN_REVOKE] = {"token_revoke", "token"},
	[HAND_RELOAD] = {"reload", "asker"},
};

static bool note(struct intake *intake, const struct wire_hand *h)
{
	int64_t of = h->does == HAND_TOKEN_ADD ? intake->in->made : h->of;
	char change[64];

	snprintf(change, sizeof(change), "%s=%" PRId64, said[h->does].what, of);
	return hand_note(intake, h->by, said[h->does].code, change);
}

static bool revoke(struct store *s, int64_t token, int64_t now)
{
	struct token_row row;

	if (!token_by_id(s, token, &row) || row.revoked)
		return store_refuse(s, "the token holds no more already");
	return token_revoke(s, token, now);
}

static bool resend(struct intake *intake, int64_t mt)
{
	struct store *s = intake->g->store;
	struct outbox_line l;

	if (!outbox_read(s, mt, &l, NULL))
		return false;
	if (!l.answer && kept_back_opted_out(intake->g, l.person, l.number))
		return store_refuse(s, KEPT_BACK_OPTED_OUT);
	return outbox_resend(s, mt, intake->now);
}

/* False: it stays as it is, and store_why() says why, where the store has not failed. */
static bool act(struct intake *intake, const struct wire_hand *h)
{
	struct store *s = intake->g->store;
	char why[WHY_BYTES];

	switch (h->does) {
	case HAND_RESEND:
		return resend(intake, h->of);
	case HAND_DROP:
		snprintf(why, sizeof(why), "dropped by hand, by person %" PRId64, h->by);
		return outbox_drop(s, h->of, why, intake->now);
	case HAND_TOKEN_ADD:
		return token_add(s, h->hash, h->of, intake->now, h->lasts ? intake->now + h->lasts : 0,
				 &intake->in->made);
	case HAND_TOKEN_REVOKE:
		return revoke(s, h->of, intake->now);
	case HAND_RELOAD:
		intake->in->reloads = true; /* the loop does it, once this is on disk */
		break;
	case HAND_SESSION_BEGIN:
	case HAND_SESSION_END:
	case HAND_TRIAL: /* trial_take.h */
		break;
	}
	return true;
}

bool take_hand(struct intake *intake)
{
	struct input *in = intake->in;
	struct wire_hand h;

	if (!wire_read_hand(in->payload, in->length, &h))
		return false;
	if (h.does == HAND_TRIAL)
		return trial_take(intake, &h);
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
