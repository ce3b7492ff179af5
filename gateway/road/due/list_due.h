/* When lists are due. When each comes next lies in the database. So none is sent twice, and one that fell due while the
 * gateway was down is sent at its start, unless its template says that it is too late. */
#ifndef LIST_DUE_H
#define LIST_DUE_H

#include "gateway/state/gateway.h"
#include "handlers/model/list_kind.h"

/* Writes down when each list that the database knows nothing of is due: at its next hour. At the start and after a
 * reload. False: the store failed. */
bool list_begin(struct gateway *g, int64_t now);
/* When this one is due (UTC ms), which may be over. */
int64_t list_due(struct gateway *g, const struct flow *f, const struct list_kind *k, int64_t now);
/* Writes down when it is due after `now`, in the caller's transaction. False: the store failed. */
bool list_put_next(struct gateway *g, const struct flow *f, const struct list_kind *k, int64_t now);
/* When the next of all is due; 0: there are none. */
int64_t list_due_first(struct gateway *g, int64_t now);

/* The earliest of `list`, which list_due_first() has said, the next step of any clock, the next end of a deputy's time
 * as of `now`, and the moment from which no part of a long message is waited for any more; 0: nothing is due as all
 * stands. What list_due_first() said holds until a list is sent, the rules are read again or another process has
 * written. */
int64_t due_next(struct gateway *g, int64_t list, int64_t now);

#endif
