/* What a carrier's answer to a text means, as the channel's file says. */
#ifndef CHANNEL_ANSWER_H
#define CHANNEL_ANSWER_H

#include "db/outbox/outbox_tries.h"
#include "gateway/channel/channel_settings.h"
#include "gateway/transport/outcome.h"

struct carrier_answer {
	enum transport_outcome outcome; /* TAKEN, REFUSED, LATER or UNKNOWN */
	bool alone;                     /* of LATER: this text alone */
	int64_t wait_ms;                /* of LATER: from Retry-After; 0: it named no time */
	char carrier_id[CARRIER_ID];    /* "": it said none */
	char why[96];                   /* one line, for people; what the carrier said, without controls */
};

/* `retry_after`: that header's value, or NULL. The body is n bytes, any bytes. Never fails: what no row of the file fits
 * is UNKNOWN. */
void carrier_answer_read(const struct channel *c, int status, const char *retry_after, const char *body, size_t n,
			 int64_t now, struct carrier_answer *out);

#endif
