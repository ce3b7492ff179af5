/* Taking back that a text opened a ticket. */
#ifndef UNDO_OPENING_H
#define UNDO_OPENING_H

#include "handlers/decision/decision.h"

/* Takes back `last`, which undo_find() has found and which its last text opened. Refused if anything has happened since to
 * it, or to a ticket that it has opened. */
void undo_opening(struct decision *d, const struct ticket *last);
/* If the text that the undo means opened a ticket, refuses it as one that can no longer be taken back: the sender is told
 * why, and how to end the ticket. Else returns false, and refuses nothing. */
bool undo_refuse_opening(struct decision *d);

#endif
