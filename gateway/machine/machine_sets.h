/* What a text sets of its ticket's machine: its hours, station, customer and warranty. */
#ifndef MACHINE_SETS_H
#define MACHINE_SETS_H

#include "gateway/state/gateway.h"
#include "handlers/answer/effects.h"

/* Inside the transaction of a decision, before its events are added: sets what its codes set, and writes that into the events.
 * What is taken back is set back, unless it is another by now. False if the store failed, or an event has no room. */
bool machine_sets_apply(struct gateway *g, struct effects *e);

#endif
