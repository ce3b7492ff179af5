/* Channels that are down: their texts go by the one that their file names as `then`, and the road is told so. Whether
 * one is back is seen by a text now and then. It is for this wing alone. */
#ifndef MT_FAILOVER_H
#define MT_FAILOVER_H

#include "gateway/outbox/mt_board.h"
#include "gateway/state/gateway.h"

/* In each turn. */
void mt_failover_tend(struct mt_board *b, const struct gateway *g, int64_t steady);

#endif
