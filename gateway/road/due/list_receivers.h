/* To whom a list goes, and which tickets are on it: of all that are open, to each receiver their own. For this wing
 * alone. */
#ifndef LIST_RECEIVERS_H
#define LIST_RECEIVERS_H

#include "gateway/road/intake.h"
#include "handlers/model/timed/list_kind.h"

/* Somebody's part of a list. */
struct receiver {
	const char *template;        /* NULL: nothing is on it */
	size_t count;                /* tickets in all */
	int64_t last;                /* the number of the last one */
	int64_t numbers[LIST_LINES]; /* the first, as many as there is room for */
};

/* One for each person of the roster, in its order; free() it. Goes through all tickets that are open, by number. NULL
 * if the store or the memory failed. */
struct receiver *list_receivers(struct intake *intake, struct flow *f, const struct list_kind *k);

#endif
