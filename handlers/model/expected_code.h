/* The code that a ticket waits for next, as its flow has it. */
#ifndef EXPECTED_CODE_H
#define EXPECTED_CODE_H

#include "handlers/model/ticket.h"

/* Where a chain asks somebody, the code that agrees. Else, of those that may be sent from this state without skipping a
 * node, the one that leads on to another state and whose last stamped node comes first; after a visit that is over, the
 * one that sets out again. Where none of these stamps a node, one that stamps an open node and stays, and then one that
 * leads to the nearest state behind this one. NULL: the ticket has ended, or nothing leads on. */
const struct code *expected_code(const struct ticket *t);
/* The same of the codes that its lead engineer may send as such; NULL too where it has no lead. */
const struct code *expected_of_lead(const struct ticket *t);

#endif
