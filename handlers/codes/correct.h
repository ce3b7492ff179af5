/* Corrections: a node's true time is asked for by one person and decided on by another. */
#ifndef CORRECT_H
#define CORRECT_H

#include "handlers/decision/decision.h"

/* Asks for it. */
void decide_claim(struct decision *d);
/* Approves or refuses what waits. */
void decide_correction(struct decision *d);

#endif
