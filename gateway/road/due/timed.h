/* What comes at its days and hours: lists and schedules. When each comes next lies in the database. So nothing comes twice,
 * and what fell due while the gateway was down comes once, at its start. */
#ifndef TIMED_H
#define TIMED_H

#include "gateway/state/gateway.h"
#include "handlers/model/flow.h"

struct timed {
	char key[96]; /* under which the database keeps when it comes next */
	const struct timetable *times;
};
struct timed timed_list(const struct flow *f, const struct list_kind *k);
struct timed timed_schedule(const struct flow *f, const struct schedule *s);

/* The local day of that moment, by the default calendar. */
int64_t timed_day(const struct gateway *g, int64_t at);
/* When it is due (UTC ms), which may be over. */
int64_t timed_due(struct gateway *g, const struct timed *t, int64_t now);
/* Writes down when it is due after `now`, in the caller's transaction. False: the store failed. */
bool timed_put_next(struct gateway *g, const struct timed *t, int64_t now);

/* Writes down when each that the database knows nothing of is due: at its next hour. At the start and after a reload.
 * False: the store failed. */
bool timed_begin(struct gateway *g, int64_t now);
/* When the next of all is due; 0: there are none. */
int64_t timed_first(struct gateway *g, int64_t now);

/* The earliest of `timed`, which timed_first() has said, the next step of any clock, the next end of a deputy's time as of
 * `now`, an import that was not seen to, and the moment from which no part of a long message is waited for any more; 0: nothing is due as all stands. What
 * timed_first() said holds until something timed has come, the rules are read again or another process has written. */
int64_t due_next(struct gateway *g, int64_t timed, int64_t now);

#endif
