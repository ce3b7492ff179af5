/* Corrections of a node's true time, as a ticket allows them: one person states a time, and another decides on it. Until
 * then, and where it is refused, the node keeps the time of its text. */
#ifndef CORRECTION_H
#define CORRECTION_H

#include "handlers/model/ticket.h"

/* A moment without its seconds: nobody states more than minutes. */
int64_t correction_minute(int64_t at);

struct correction_window { /* between which a node can have happened */
	int64_t since, until;
};
/* Not before the opening or the node before, nor behind the one that follows or now. Nodes that stand out of order, as
 * those of a text that caught up while only some of its times are approved, hold nothing back. */
struct correction_window correction_window(const struct ticket *t, int node, int64_t now);
bool correction_within(struct correction_window w, int64_t at);

/* True if the node says this already, to the minute: by its own time, or by one that waits. */
bool correction_says_so(const struct ticket *t, int node, int64_t at);
/* True if someone else's time waits for this node, and must be decided on first. */
bool correction_taken(const struct ticket *t, int node, const struct person *p);

/* The node that this person could ask to be corrected now, `node` if that is possible (-1: whichever), and a time that
 * would do, `at` if that does (0: any). False if there is none. */
bool correction_possible(const struct ticket *t, const struct person *p, int64_t now, int *node, int64_t *at);
/* The first node for which a time waits that somebody else has stated, `node` if it is such; -1 if there is none. */
int correction_waiting(const struct ticket *t, const struct person *p, int node);

/* Two nodes of which the later would stand before the earlier; -1 for none. */
struct correction_crossing {
	int first, second;
	int64_t first_at, second_at;
};
/* Each node may have its own time or the one that waits for it. They are put as early as can be, one after the other:
 * where that does not come out, nothing does. */
struct correction_crossing correction_crossing(const struct ticket *t);

#endif
