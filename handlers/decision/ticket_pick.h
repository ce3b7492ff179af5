/* Picking the ticket a text goes to: the one it names, else the only one of the sender's that its code fits. */
#ifndef TICKET_PICK_H
#define TICKET_PICK_H

#include "handlers/decision/decision.h"

/* Into d->before, whole. False when the text was refused, or the world failed. */
bool pick_ticket(struct decision *d, const struct code *c);
/* The same for a code that approves or refuses, signs or declines: the ticket on which a stated time waits, or a
 * signature of the sender's. Flows may share such a word, and what waits in all of them counts. */
bool pick_waiting_ticket(struct decision *d, const struct code *c);

/* It should have named a ticket, and does not. Returns false. */
bool pick_refuse_unnumbered(struct decision *d);
/* There is no such ticket, or it is not in a state for this code. Both return false. */
bool pick_refuse_number(struct decision *d, int64_t number);
bool pick_refuse_state(struct decision *d);

/* True if just one ticket of all flows that share the first code's word fits it: it is in d->others[0]. */
bool pick_flow(struct decision *d);

#endif
