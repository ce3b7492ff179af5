/* A machine or a customer that a text names beside its code, and that is not the ticket's: `repaired EC480-0007`,
 * `arrived at Stone Quarries`. */
#ifndef OTHER_MACHINE_H
#define OTHER_MACHINE_H

#include "handlers/decision/decision.h"

/* True if what stands beside the code is another machine's serial, or another customer, than the ticket's (d->before).
 * Its name is then in out. Further names stand among the words and may be said of anything. */
bool other_machine(const struct decision *d, char out[NAME_BYTES]);

#endif
