/* What falls due by itself: the next step of any clock, the next list, the end of a deputy's time, clocks that
 * are to be made again; and a wall clock that somebody sets. When the next is due is asked of the database only after
 * what may have moved it. It is for this wing alone.
 *
 * Where the store fails these return false, and know nothing until they are asked again. */
#ifndef DUE_WATCH_H
#define DUE_WATCH_H

#include "gateway/state/clock_refresh.h"

struct due_watch {
	int64_t due_at;   /* UTC ms: the next of all; 0: none */
	int64_t timed_at; /* UTC ms: the next list; 0: none */
	bool due_known, timed_known;
	int64_t wall_ahead; /* ms by which the wall clock is ahead of the steady one */
	struct clock_refresh refresh;
};

/* At the start: the wall clock may have been set back while nobody served. */
void due_watch_begin(struct due_watch *w, struct gateway *g);
/* Flows and calendars were read again: deadlines may be others, and lists new. */
bool due_watch_rules_read(struct due_watch *w, struct gateway *g);
/* Another process has written. */
bool due_watch_touched(struct due_watch *w, struct gateway *g);
/* A batch was committed, which moves clocks; `due`: what was due was in it, which alone moves lists. */
void due_watch_moved(struct due_watch *w, bool due);

/* Whether something is due now is in *due. */
bool due_watch_look(struct due_watch *w, struct gateway *g, int64_t now, bool *due);
/* UTC ms: when something is due next, as far as it is known; 0: nothing, or unknown. */
int64_t due_watch_next(const struct due_watch *w);
/* Whether clocks are to be made again, in idle turns; and some of them, in a transaction of their own. */
bool due_watch_has_work(const struct due_watch *w);
bool due_watch_work(struct due_watch *w, struct gateway *g, int64_t now);

#endif
