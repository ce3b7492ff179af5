/* A text that failed for good, and who must act on it. */
#ifndef UNDELIVERED_H
#define UNDELIVERED_H

#include "handlers/answer/context.h"
#include "handlers/answer/effects.h"

enum undelivered_how { UNDELIVERED_FAILED, UNDELIVERED_REFUSED, UNDELIVERED_EXPIRED };

/* All that it points to is borrowed. */
struct undelivered {
	const struct person *to; /* NULL: the number is nobody's any more */
	const char *number;
	const struct ticket *ticket; /* NULL: it was about none */
	enum undelivered_how how;
	const char *why; /* as the carrier says it; "": it said nothing */
	const char *text;
};

#define UNDELIVERED_TEMPLATES "undelivered." /* how the names of what is said so begin */

/* Of a text to one of the staff the head of the ticket's station is told, or who stands in, and without a ticket that of
 * their own station; of one to a customer, or to that head, the agents. Appends to e, whose messages are no answers. */
void decide_undelivered(const struct context *ctx, const struct undelivered *u, int64_t now, struct effects *e);

#endif
