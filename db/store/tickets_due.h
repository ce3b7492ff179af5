/* Which tickets are due, or lack a text: what the clocks and the lists ask for. */
#ifndef TICKETS_DUE_H
#define TICKETS_DUE_H

#include "db/store/store.h"
#include "handlers/model/world.h"

/* Numbers of tickets, open or not, whose clocks have a step to be taken by `now`; the one that waits longest first. */
size_t tickets_due(struct store *s, int64_t now, int64_t *numbers, size_t max);
/* When the next step of any clock is to be taken; 0: none is to come. By index, one row. */
int64_t tickets_next_due(struct store *s);
/* Tickets one after another, while `each` returns true. It may ask the store for anything but these walks. */
struct ticket_walk {
	/* Whether `each` gets it; it knows what that of struct tickets_glance does. NULL: it gets all. */
	bool (*sees)(const void *of, const struct ticket *t);
	const void *sees_of;
	bool (*each)(void *ctx, const struct ticket *t);
	void *ctx;
	size_t most;   /* it looks at no more, seen or not */
	size_t looked; /* at the end: at so many */
};
/* Those whose clocks have a step to be taken, the soonest first, and open ones that lack a text, the longest first: as
 * tickets_load_bare() reads them. False on failure. */
bool tickets_by_next(struct store *s, const struct flows *flows, struct ticket_walk *w);
bool tickets_owing(struct store *s, const struct flows *flows, struct ticket_walk *w);
/* Those, open or ended, that have lacked a text for a node since `since` or later; the longest first, with their
 * serials besides. False on failure. */
bool tickets_lacking(struct store *s, const struct flows *flows, bool ended, int64_t since, struct ticket_walk *w);
/* Those below `before` (0: any), open ones only, or all, the newest first: as tickets_load_bare() reads them. False on
 * failure. */
bool tickets_newest(struct store *s, const struct flows *flows, bool all, int64_t before, struct ticket_walk *w);

#endif
