#include "gateway/road/take.h"

#include "db/store/inbox.h"
#include "db/store/outbox.h"
#include "gateway/road/intake.h"
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

bool take_dlr(struct intake *intake)
{
	struct input *in = intake->in;
	struct wire_dlr d;
	char why[WHY_BYTES];
	bool known;

	if (!wire_read_dlr(in->payload, in->length, &d, why, sizeof(why)))
		return intake_reject(intake, d.id, why);
	if (!outbox_report(intake->g->store, d.id, d.status, *d.error ? d.error : NULL, d.at ? d.at : intake->now,
			   &known))
		return false;
	in->stray = !known;
	if (!known)
		return intake_reject(intake, d.id, "no MT has this id; give the `id` of the message on mt/…");
	if (!file_report(intake))
		return false;
	intake_outcome(intake, "report");
	in->reported = true;
	in->report = d.status;
	in->reply = wire_ok(d.id, 0);
	return in->reply;
}
