/* Handing texts over to their transports, lane by lane. Outside of transactions. It is for this wing alone. */
#ifndef MT_HAND_H
#define MT_HAND_H

#include "gateway/outbox/mt_board.h"

/* Those that are marked as `sending`. */
void mt_hand_going(struct mt_board *b, int64_t now);
/* Those whose receiver has just been freed, and those that have waited. */
void mt_hand_called(struct mt_board *b, size_t keep, int64_t now);
/* Some of a lane that flows. True: there may be more that could be handed over at once. `keep`: as lane_room(). */
bool mt_hand_some(struct mt_board *b, uint32_t lane, size_t keep, int64_t now);
/* The oldest of a lane that is blocked. False: none of it waits. */
bool mt_hand_oldest(struct mt_board *b, uint32_t lane, int64_t now);

#endif
