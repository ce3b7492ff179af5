/* Free words that somebody has sent to someone of a ticket: they move nothing, and stand in the ledger. */
#ifndef SAY_H
#define SAY_H

#include "handlers/answer/context.h"
#include "handlers/answer/effects.h"
#include "handlers/people/mo.h"

#define SAY_CODE "say"
#define SAY_CUSTOMER "customer"
#define SAY_UNITS 200 /* UTF-16 units of the words, at most */

/* `to` is SAY_CUSTOMER, a role's name, or a person's id in digits; of a role all who have it for the ticket, as where a
 * flow names it. m->text is the words, which are told to each but their sender. False, with nothing in e, if that is
 * nobody who has to do with the ticket, or whom it is about. */
bool decide_say(const struct context *ctx, const struct mo *m, const struct ticket *t, const char *to,
		struct effects *e);

#endif
