/* The tickets that a schedule goes through: those that are due open others, each one that stands open at a time. For this wing
 * alone. */
#ifndef TICKET_SCHEDULE_H
#define TICKET_SCHEDULE_H

#include "gateway/road/intake.h"

/* The next open tickets above the number *after, a bounded number of them; *after is then the last that was taken. *more: there may
 * be others. For one occasion a ticket opens others once, however often this is done. False if the store or memory failed. */
bool ticket_schedule_take(struct intake *intake, const struct flow *f, const struct schedule *s, int64_t *after,
			  bool *more);

#endif
