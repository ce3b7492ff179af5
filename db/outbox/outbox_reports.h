/* Delivery reports, by our id of a text or by the carrier's own. */
#ifndef OUTBOX_REPORTS_H
#define OUTBOX_REPORTS_H

#include "db/store/delivery.h"
#include "db/store/store.h"

struct outbox_said {            /* what a report says */
	const char *channel;    /* it came on */
	const char *carrier_id; /* however the carrier writes it here: db/messages/carrier_id.h */
	enum delivery state;
	const char *error; /* NULL: none */
	int64_t at;
	/* Its carrier may report each part of a long text by itself: one that failed fails a text of several segments,
	 * though another was delivered. */
	bool in_parts;
};

/* Before it is marked: the text that this report makes one which will never arrive. *id is 0 where there is none, or it
 * is so already. `uuid`: our id, or "" where the report says none. */
bool outbox_report_loses(struct store *s, const char *uuid, const struct outbox_said *r, int64_t *id);
/* Marks the text of this UUID, whatever the channel, by the rule of outbox_mark(). *known is false where there is
 * none. */
bool outbox_report_by_uuid(struct store *s, const char *uuid, const struct outbox_said *r, bool *known);
/* Marks the text of that id, by the rule of outbox_mark(). *known is false where no text of the channel has it, or
 * where more than one may. Inside a transaction. */
bool outbox_report_by_carrier(struct store *s, const struct outbox_said *r, bool *known);
/* One that is not known: it may have come before the answer that tells its id. Kept for a day, and found by
 * outbox_answered(). `inbox`: the report as it came. */
bool outbox_report_early(struct store *s, const struct outbox_said *r, int64_t inbox, int64_t now);

#endif
