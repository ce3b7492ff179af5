/* Texts that are written down and do not go: their receiver has opted out, or has had enough for a day. */
#ifndef KEPT_BACK_H
#define KEPT_BACK_H

#include "gateway/state/gateway.h"
#include "handlers/answer/effects.h"
#include "templates/text/units.h"

/* Why a text about to be put into the outbox is not to go; "" if it is, and then it counts for its receiver's day.
 * Inside the batch's transaction. False if the store failed. */
bool kept_back_why(const struct gateway *g, const struct message *m, int64_t now, char why[WHY_BYTES]);

/* This customer has just opted out by that number: what waits to go there about an open ticket goes no more. *n is how
 * many texts that is. False if the store or memory failed. */
bool kept_back_waiting(const struct gateway *g, const struct person *customer, const char *number, int64_t now,
		       size_t *n);
/* Whether this number, of that person (0: nobody's), gets answers alone. Whoever has a role needs their texts. */
bool kept_back_opted_out(const struct gateway *g, int64_t person, const char *number);
/* What is said to whoever would have such a text sent again. */
#define KEPT_BACK_OPTED_OUT \
	"the receiver has opted out; once they have opted in again, by a text of their own, it can be sent"

#endif
