/* Taking back that a text opened a ticket. */
#ifndef UNDO_OPENING_H
#define UNDO_OPENING_H

#include "handlers/decision/decision.h"

/* Of `last`, which undo_find() has found and which its last text opened. Refused if anything has happened to it since, or to a
 * ticket that it has opened. */
void undo_opening(struct decision *d, const struct ticket *last);
/* What the undo means opened a ticket, and can no longer be taken back: the sender is told why, and how the ticket is ended. False,
 * and nothing is refused, if it means nothing of that kind. */
bool undo_refuse_opening(struct decision *d);

#endif
