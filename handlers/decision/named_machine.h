/* The machine or the customer that a text names beside its code: 修复EC480-0007, 到达昆仑矿业工地. */
#ifndef NAMED_MACHINE_H
#define NAMED_MACHINE_H

#include "handlers/decision/decision.h"

/* Of these tickets the one whose machine the text names anywhere: by its serial, else by what the serial begins with, else
 * by its customer. NULL if it names none, or several. */
const struct ticket *named_ticket(const struct decision *d, const struct ticket *all, size_t n);
/* True if what stands beside the code is another machine's serial, or another customer, than the ticket's (d->before).
 * Its name is then in out. Further names stand among the words and may be said of anything. */
bool named_other_machine(const struct decision *d, char out[NAME_BYTES]);

#endif
