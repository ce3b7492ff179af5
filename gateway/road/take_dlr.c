#include "gateway/road/take.h"

#include "db/outbox/outbox.h"
#include "db/outbox/outbox_reports.h"
#include "db/store/inbox.h"
#include "db/store/store.h"
#include "gateway/channel/channel.h"
#include "gateway/road/intake.h"
#include "gateway/road/lost_texts.h"
#include "gateway/wire/wire_in.h"
#include "gateway/wire/wire_out.h"
#include "templates/text/text.h"
#include "templates/text/units.h"

#define NOT_OURS "no MT has this id; give the `id` of the message on mt/…"

/* One MT may have several reports: they have no key, and marking twice is the same as once. */
static bool file_report(struct intake *intake, const char *outcome, const char *why)
{
	struct inbox_entry entry = intake_entry(intake);
	bool again;

	intake_outcome(intake, outcome);
	return intake_file(intake, &entry, &again) &&
	       inbox_settle(intake->g->store, intake->row, outcome, why, 0, NULL);
}

static bool is_of_a_carrier(const struct intake *intake)
{
	const struct channel *c = channels_find(intake->g->channels, intake->in->channel);

	return c && c->kind == CHANNEL_HTTP;
}

static struct outbox_said said_of(const struct intake *intake, const struct wire_dlr *d)
{
	return (struct outbox_said){.channel = intake->in->channel,
				    .carrier_id = d->carrier_id,
				    .state = d->status,
				    .error = *d->error ? d->error : NULL,
				    .at = d->at ? d->at : intake->now,
				    .in_parts = is_of_a_carrier(intake)};
}

/* By our id; by the carrier's only where that says nothing. */
static bool find_and_mark(struct intake *intake, const struct wire_dlr *d, const struct outbox_said *said, bool *known)
{
	*known = false;
	if (*d->id && !outbox_report_by_uuid(intake->g->store, d->id, said, known))
		return false;
	return *known || !*said->carrier_id || outbox_report_by_carrier(intake->g->store, said, known);
}

/* A carrier may report of texts that others sent by the same account, or before its answer to us: it did nothing wrong,
 * and would only repeat itself. */
static bool take_stray(struct intake *intake, const struct wire_dlr *d, const struct outbox_said *said)
{
	if (!is_of_a_carrier(intake))
		return intake_reject(intake, d->id, NOT_OURS);
	if (!file_report(intake, "stray", "no MT has this id, or none yet") ||
	    (*said->carrier_id && !outbox_report_early(intake->g->store, said, intake->row, intake->now)))
		return false;
	intake->in->reply = wire_ok(d->id, 0);
	return intake->in->reply;
}

/* What this makes one that will never arrive is noted before it is marked. */
static bool note_lost(struct intake *intake, const struct wire_dlr *d, const struct outbox_said *said,
		      struct lost_texts *lost)
{
	int64_t id;

	if (!outbox_report_loses(intake->g->store, d->id, said, &id))
		return false;
	return id == 0 || lost_texts_add(lost, intake->g->store, id);
}

static bool take_read_dlr(struct intake *intake, const struct wire_dlr *d, struct lost_texts *lost)
{
	struct input *in = intake->in;
	const struct outbox_said said = said_of(intake, d);
	bool known;

	if (!note_lost(intake, d, &said, lost) || !find_and_mark(intake, d, &said, &known))
		return false;
	if (!known)
		return take_stray(intake, d, &said);
	if (!file_report(intake, "report", NULL) || !lost_texts_tell(lost, intake))
		return false;
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
