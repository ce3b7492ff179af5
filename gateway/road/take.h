/* Taking an input: a row for each kind, in a file of its own. It is for this wing alone. */
#ifndef TAKE_H
#define TAKE_H

#include "gateway/road/intake.h"

#define DUE_AT_ONCE 256

/* Each takes one kind of input, inside the batch's transaction. False if it cannot be decided now, with
 * store_failed() where the store is why. */
bool take_mo(struct intake *intake);
bool take_dlr(struct intake *intake);
bool take_open(struct intake *intake);
/* What somebody does by hand about the gateway itself, such as sending a text again. The payload is what wire_hand() made. */
bool take_hand(struct intake *intake);
/* Free words to someone of a ticket. The payload is what wire_say() made. */
bool take_say(struct intake *intake);
/* What the clocks have to say by now: of at most DUE_AT_ONCE tickets, what falls to one person joined into one text. */
bool take_due(struct intake *intake);

#endif
