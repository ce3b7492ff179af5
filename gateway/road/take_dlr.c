#include "gateway/road/take.h"

#include "db/outbox/outbox_hand.h"
#include "db/store/inbox.h"
#include "db/store/outbox.h"
#include "db/store/store.h"
#include "gateway/road/intake.h"
#include "gateway/road/lost_texts.h"
#include "gateway/wire/wire_in.h"
#include "gateway/wire/wire_out.h"
#include "templates/text/text.h"
#include "templates/text/units.h"

/* One MT may have several reports: they have no key, and marking twice is the same as once. */
static bool file_report(struct intake *intake)
{
	struct inbox_entry entry = intake_entry(intake);
	bool again;

	return intake_file(intake, &entry, &again) &&
	       inbox_settle(intake->g->store, intake->row, "report", NULL, 0, NULL);
}

/* What will never arrive is noted before it is marked. */
static bool note_lost(struct intake *intake, const struct wire_dlr *d, struct lost_texts *lost)
{
	struct outbox_line line;

	if (!lost_texts_means(d->status))
		return true;
	if (!outbox_read_uuid(intake->g->store, d->id, &line, NULL))
		return !store_failed(intake->g->store);
	return lost_texts_note(lost, intake->g->store, line.id, d->status);
}

static bool take_read_dlr(struct intake *intake, const struct wire_dlr *d, struct lost_texts *lost)
{
	struct input *in = intake->in;
	bool known;

	if (!note_lost(intake, d, lost) ||
	    !outbox_report(intake->g->store, d->id, d->status, *d->error ? d->error : NULL, d->at ? d->at : intake->now,
			   &known))
		return false;
	if (!known)
		return intake_reject(intake, d->id, "no MT has this id; give the `id` of the message on mt/…");
	if (!file_report(intake) || !lost_texts_tell(lost, intake))
		return false;
	intake_outcome(intake, "report");
	in->reported = true;
	in->report = d->status;
	in->reply = wire_ok(d->id, 0);
	return in->reply;
}

bool take_dlr(struct intake *intake)
{
	struct lost_texts lost = {.n = 0};
	struct wire_dlr d;
	char why[WHY_BYTES];
	bool good;

	if (!wire_read_dlr(intake->in->payload, intake->in->length, &d, why, sizeof(why)))
		return intake_reject(intake, d.id, why);
	good = take_read_dlr(intake, &d, &lost);
	lost_texts_free(&lost);
	return good;
}
