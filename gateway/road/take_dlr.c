#include "gateway/road/intake.h"

#include "db/tables/inbox.h"
#include "db/tables/outbox.h"
#include "gateway/wire/wire.h"

#include <string.h>

bool take_dlr(struct intake *w)
{
	struct wire_dlr d;
	char why[WHY_BYTES];
	bool known, again;
	if (!wire_read_dlr(w->in->payload, w->in->length, &d, why, sizeof(why)))
		return intake_reject(w, d.id, why);
	/* One MT may have several reports: the key is left out, and marking twice is the same as once. */
	struct inbox_entry entry = {.kind = "dlr",
				    .channel = w->in->channel,
				    .came = w->now,
				    .moment = w->now,
				    .payload = w->in->payload,
				    .length = w->in->length};
	if (!outbox_report(w->g->store, d.id, d.status, *d.error ? d.error : NULL, d.at ? d.at : w->now, &known))
		return false;
	if (!known)
		return intake_reject(w, d.id, "no MT has this id; give the id that mt/… bore");
	if (!intake_take_input(w, &entry, &again) || !inbox_settle(w->g->store, w->row, "report", NULL, 0, NULL))
		return false;
	intake_outcome(w->in, "report");
	text_copy(w->in->report, sizeof(w->in->report), d.status);
	w->in->reply = wire_ok(d.id, 0);
	return w->in->reply != NULL;
}
