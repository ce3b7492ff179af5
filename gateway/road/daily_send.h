/* Daily lists: when each is due, and sending it. When each comes next lies in the database. So none is sent twice,
 * and one that fell due while the gateway was down is sent at its start, unless its template says that it is too
 * late. */
#ifndef DAILY_SEND_H
#define DAILY_SEND_H

#include "gateway/state/gateway.h"

struct intake;

/* Writes down when each list that the database knows nothing of is due: at its next hour. At the start and after a
 * reload. False: the store failed. */
bool daily_begin(struct gateway *g, int64_t now);
/* When the next of all is due (UTC ms); 0: there are none. */
int64_t daily_next(struct gateway *g, int64_t now);
/* Sends those that are due by now. False if the store or the memory failed. */
bool daily_take(struct intake *intake);

/* The earliest of `list`, which daily_next() has said, the next step of any clock, the next end of a deputy's time as
 * of `now`, and the moment from which no part of a long message is waited for any more; 0: nothing is due as all
 * stands. What daily_next() said holds until a list is sent, the rules are read again or another process has
 * written. */
int64_t due_next(struct gateway *g, int64_t list, int64_t now);

#endif
