/* Which nodes are meant; for this wing alone. */
#ifndef SETTLE_NODES_H
#define SETTLE_NODES_H

#include "handlers/read/text_read.h"
#include "handlers/span/span.h"

/* The nodes meant among those named. The others are words. */
void settle_nodes(struct spans *c, struct reading *r);

#endif
