/* A text on its way to a carrier, from its being handed over until it is answered. Knows no socket. It is for this wing
 * alone. */
#ifndef CARRIER_TEXT_H
#define CARRIER_TEXT_H

#include "gateway/carrier/http_client.h"
#include "gateway/channel/channel_answer.h"
#include "gateway/channel/channel_request.h"

struct carrier_channel;

struct carrier_text {
	struct carrier_text *next; /* in the list in which it is */
	struct carrier_channel *of;
	struct channels *held; /* it ends under the file under which it began */
	const struct channel *channel;
	struct outbox_mt mt;
	int segments;       /* as billed, at least 1 */
	int64_t expires_at; /* steady ms; 0: never */
	struct carrier_request request;
	/* once it is answered */
	int status;
	struct carrier_answer answer;
};

/* A copy of a text; holds the channels. NULL: out of memory. */
struct carrier_text *carrier_text_new(struct channels *held, const struct channel *channel, const struct outbox_mt *mt,
				      int64_t expires_at);
void carrier_text_free(struct carrier_text *t);

/* Fills the request. False: it is answered, for it cannot or may not leave. `steady`: ms. */
bool carrier_text_fill(struct carrier_text *t, int64_t steady, int64_t now);
/* Answers it without the carrier. */
void carrier_text_settle(struct carrier_text *t, enum transport_outcome outcome, const char *why);
/* Answers it with what became of its request. `now`: UTC ms. */
void carrier_text_judge(struct carrier_text *t, const struct http_outcome *o, int64_t now);

#endif
