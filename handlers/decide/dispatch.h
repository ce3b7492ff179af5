/* What a text does, by its first code. For this wing alone. */
#ifndef DISPATCH_H
#define DISPATCH_H

#include "handlers/decision/decision.h"

/* Reads the text of a decision that has just begun, and carries it to its end: effects, with the answer, or a refusal
 * that is yet to be answered. */
void dispatch(struct decision *d);
/* What there is of a text of which parts are missing: a customer's goes to people, anyone else's is asked for again.
 * Nothing that it says is done. */
void dispatch_gaps(struct decision *d);

#endif
