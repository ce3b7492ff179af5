#include "gateway/road/hand/trial_take.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/ledger/digest.h"
#include "db/store/people_rows.h"
#include "gateway/road/hand/hand_note.h"
#include "gateway/road/hand/trial_text.h"
#include "gateway/state/channel_state.h"
#include "gateway/state/kept_back.h"
#include "handlers/answer/effects.h"
#include "templates/text/hex.h"
#include "templates/text/number.h"

#define DIGEST_BYTES HEX_BYTES(32)

/* The inbox keeps no number of it, but what tells one trial from another under the same key. */
static bool file(struct intake *intake, const struct wire_hand *h, char digest[DIGEST_BYTES], bool *again)
{
	struct inbox_entry entry = intake_entry(intake);
	unsigned char all[32];

	if (!digest_of(intake->in->payload, intake->in->length, all))
		return false;
	hex_write(all, sizeof(all), digest);
	entry.kind = input_kind_name(IN_OPEN); /* among whose keys it has its own */
	entry.channel = "";
	entry.key = h->key;
	entry.payload = digest;
	entry.length = strlen(digest);
	return intake_file(intake, &entry, again);
}

static bool take_again(struct intake *intake, const char *digest)
{
	struct input *in = intake->in;
	struct inbox_row row;

	if (!inbox_read(intake->g->store, intake->row, &row))
		return false;
	in->differs = row.text && strcmp(row.text, digest) != 0;
	in->made = row.answer && !in->differs ? strtoll(row.answer, NULL, 10) : 0;
	inbox_row_free(&row);
	intake_outcome(intake, outcome_name(DONE));
	return true;
}

static bool put(struct intake *intake, const struct wire_hand *h)
{
	struct store *s = intake->g->store;
	struct input *in = intake->in;
	char uuid[UUID_TEXT], change[64], digits[DECIMAL_BYTES];

	if (!trial_text_add(intake->g, h->channel, h->number, intake->row, intake->now, uuid) ||
	    !outbox_find(s, uuid, &in->made) || !in->made)
		return false;
	channel_put(intake->g, h->channel);
	in->texts++;
	intake_outcome(intake, outcome_name(DONE));
	snprintf(change, sizeof(change), "mt=%" PRId64, in->made);
	return inbox_settle(s, intake->row, "tested", NULL, 0, number_write(in->made, digits)) &&
	       hand_note(intake, h->by, "channel_test", change);
}

bool trial_take(struct intake *intake, const struct wire_hand *h)
{
	struct store *s = intake->g->store;
	char digest[DIGEST_BYTES];
	bool again;

	if (kept_back_opted_out(intake->g, people_owner(s, h->number), h->number)) {
		intake_outcome(intake, outcome_name(REFUSED));
		return !store_failed(s);
	}
	if (intake_key_differs(intake, h->key, input_kind_name(IN_MO), API_CHANNEL))
		return true;
	if (!file(intake, h, digest, &again))
		return false;
	return again ? take_again(intake, digest) : put(intake, h);
}
