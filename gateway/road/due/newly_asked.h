/* Whoever has got a role by an import while a ticket waits for it: they are asked what the others were asked before. Which
 * import was seen to lies in the database: so an import beside the gateway is seen to at once, and one while it was down at
 * its start. */
#ifndef NEWLY_ASKED_H
#define NEWLY_ASKED_H

#include "gateway/state/gateway.h"

struct intake;

/* `now` if an import was not seen to yet, else 0: there is nothing to do. */
int64_t newly_asked_next(const struct gateway *g, int64_t now);
/* Asks all who were not asked since it is their turn, each about NEWLY_ASKED tickets at most; the rest finds them by the
 * clocks' reminders. False if the store or the memory failed. */
#define NEWLY_ASKED 10
bool newly_asked_take(struct intake *intake);

#endif
