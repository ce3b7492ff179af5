/* What becomes of a text when its transport has answered, and of its lane. It is for this wing alone. */
#ifndef MT_ANSWERS_H
#define MT_ANSWERS_H

#include "gateway/outbox/mt_board.h"

void mt_answers_take(struct mt_board *b, const struct transport_answer *a);
/* A row that is not in hand, and that it is time to give up. False: out of memory. */
bool mt_answers_expire(struct mt_board *b, const struct mt_row *row);
/* The same of one in hand. */
bool mt_answers_expire_in_hand(struct mt_board *b, struct mt_row *row);
/* Those that are marked as `sending` since a gateway ended; makes lanes. False: the store or memory failed: not all. */
bool mt_answers_of_the_dead(struct mt_board *b, const struct transports *ts);

#endif
