/* The outbox in the hands of people: looking, sending again, dropping. */
#ifndef OUTBOX_HAND_H
#define OUTBOX_HAND_H

#include "db/outbox/outbox.h"
#include "db/outbox/outbox_tries.h"
#include "db/store/delivery.h"
#include "db/store/store.h"

struct outbox_line {
	int64_t id, created, expires, state_at, not_before, ticket, person; /* 0: none */
	char uuid[UUID_TEXT], channel[CHANNEL_BYTES], number[MSISDN_MAX], template[TEMPLATE_NAME], error[128];
	char carrier_id[CARRIER_ID]; /* in its normal form */
	enum delivery state;
	int segments, tries;
	bool answer; /* the sender's own */
};

/* By its row, or its UUID where `uuid` is not NULL. *text, if asked for, is to be freed. False if there is none. */
bool outbox_read(struct store *s, int64_t id, struct outbox_line *out, char **text);
bool outbox_read_uuid(struct store *s, const char *uuid, struct outbox_line *out, char **text);

/* Where a list goes on: behind this row. Zeroed: at its beginning. */
struct outbox_place {
	char channel[CHANNEL_BYTES];
	int64_t at, id;
};
/* Those that wait (ready, sending) or are parked (unknown), by channel, and there in order; at most max. *place moves
 * on. Another state lists none. */
size_t outbox_list(struct store *s, enum delivery state, struct outbox_place *place, struct outbox_line *out,
		   size_t max);
/* Those that did not arrive: failed, rejected, expired; the newest first. */
size_t outbox_failed(struct store *s, struct outbox_place *place, struct outbox_line *out, size_t max);

/* Inside a transaction; a running gateway sees it within a second. False with store_why() where that cannot be: then
 * the store has not failed.
 *
 * It is ready again, at once, for as long as it was at first. One that was refused, or that has failed or expired, gets
 * a new UUID, or a carrier that knows ids would take it for the old one. Not one that was delivered, is under way, or
 * whose words are purged. */
bool outbox_resend(struct store *s, int64_t id, int64_t now);
/* It is rejected, with this reason: one that is ready or unknown. A gateway may be sending a ready one at this
 * moment. */
bool outbox_drop(struct store *s, int64_t id, const char *why, int64_t now);

#endif
