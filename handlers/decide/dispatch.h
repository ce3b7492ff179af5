/* What a text does, by its first code. For this wing alone. */
#ifndef DISPATCH_H
#define DISPATCH_H

#include "handlers/decision/decision.h"

/* Reads the text of a decision that has just begun, and carries it to its end: effects, with the answer, or a refusal
 * that is yet to be answered. */
void dispatch(struct decision *d);

#endif
