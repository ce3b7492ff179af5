/* Rows that were read and wait for their receiver: one before them to it is under way, or waits by itself. In the order
 * in which they were read; a bounded number of them. It is for this wing alone. */
#ifndef MT_WAITING_H
#define MT_WAITING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MT_WAITING_MOST 16384

struct mt_waiter {
	int64_t id, receiver;
	uint32_t lane;
};

struct mt_waiting;

/* NULL when out of memory. */
struct mt_waiting *mt_waiting_new(void);
void mt_waiting_free(struct mt_waiting *w);
/* False: there are as many as there may be. */
bool mt_waiting_add(struct mt_waiting *w, const struct mt_waiter *one);
/* Takes out the first for a receiver. False: there is none. */
bool mt_waiting_next(struct mt_waiting *w, int64_t receiver, struct mt_waiter *out);
/* Forgets those of a lane. */
void mt_waiting_drop(struct mt_waiting *w, uint32_t lane);

#endif
