/* A text as the request by which it goes to a carrier. Knows no socket and no library of HTTP. */
#ifndef CHANNEL_REQUEST_H
#define CHANNEL_REQUEST_H

#include "db/outbox/outbox.h"
#include "gateway/channel/channel_settings.h"

struct carrier_request { /* all of it owned */
	char *method, *url;
	char **headers; /* "Name: value"; Authorization among them */
	size_t headers_n;
	char *body; /* NULL: none */
	size_t body_n;
};

/* Fills the channel's `send` with this text: each place is escaped as where it stands asks for (URL, form, JSON,
 * header). `now`: UTC ms, for signatures. False with one line in why[size] where it cannot be filled, which is for good,
 * or where memory runs out (*again). Free it in any case. */
bool carrier_request_fill(const struct channel *c, const struct outbox_mt *mt, int64_t now, struct carrier_request *out,
			  bool *again, char *why, size_t size);
void carrier_request_free(struct carrier_request *r);

#endif
