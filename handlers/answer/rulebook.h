/* The rulebook: all that an installation's files say about its processes, its words and its time.
 *
 * It is made as a whole (gateway/config/rulebook_load.h) and never changes afterwards, so that threads may share it. Whoever
 * uses one holds it. A reload makes another; the one before goes with its last holder. */
#ifndef RULEBOOK_H
#define RULEBOOK_H

#include "handlers/model/flow.h"
#include "handlers/time/when_local.h"

struct calendars;
struct text_reader;
struct wording;

struct rulebook {
	struct roles roles; /* the installation's own */
	struct flows flows; /* which may name these */
	struct wording *wording;
	struct text_reader *reader; /* of these flows */
	struct calendars *calendars;
	struct locale locale;     /* for when_use(): its zone is the rulebook's own */
	_Atomic unsigned holders; /* of rulebook.c alone */
};

/* An empty one, with one holder; NULL if memory ran out. */
struct rulebook *rulebook_new(void);
/* One holder more, from any thread that is a holder. Returns r. */
struct rulebook *rulebook_hold(struct rulebook *r);
/* One holder less. With the last one it is freed, and this thread no longer uses its locale. NULL is fine. */
void rulebook_release(struct rulebook *r);

#endif
