/* Corrections of a node's time, as a ticket allows them: one person states the true time, and another decides on it.
 * Until then, and if it is refused, the node keeps the time of its text. */
#ifndef CORRECTION_H
#define CORRECTION_H

#include "handlers/model/ticket.h"

/* A moment without its seconds: people state times to the minute. */
int64_t correction_minute(int64_t at);

struct correction_window { /* between which a node can have happened */
	int64_t since, until;
};
/* Not before the opening or the node before, nor after the next node or now. Nodes that stand out of order set no
 * limit; such there are while only some of the times of a text that caught up are approved. */
struct correction_window correction_window(const struct ticket *t, int node, int64_t now);
bool correction_within(struct correction_window w, int64_t at);

/* True if the node has this time already, to the minute, or this time waits for it. */
bool correction_says_so(const struct ticket *t, int node, int64_t at);
/* True if a time that someone else has stated waits for this node, and must be decided on first. */
bool correction_taken(const struct ticket *t, int node, const struct person *p);

/* The first of the nodes that go along with `node` if this person states that time for it: those before it that the same
 * code stamped at the same moment, and that would stand behind it. `node` itself if there is none. */
int correction_first(const struct ticket *t, const struct person *p, int node, int64_t at);

/* Finds a node for which this person could state a time now, and such a time: *node if that is possible (-1:
 * whichever), and *at if that is possible (0: any). False if there is none. */
bool correction_possible(const struct ticket *t, const struct person *p, int64_t now, int *node, int64_t *at);
/* A node for which a time waits that somebody else has stated: `node` if it is one, else the first; -1 if there is
 * none. */
int correction_waiting(const struct ticket *t, const struct person *p, int node);

/* True if they may decide on times that wait, as who has the role for the ticket or stands in for who has. */
bool correction_decided_by(const struct ticket *t, const struct person *p, const struct roster *r, int64_t now);

/* Two neighbouring nodes, of which the second would have the earlier time; -1 for none. */
struct correction_crossing {
	int first, second;
	int64_t first_at, second_at;
};
/* The first two nodes that cannot stand in order, each with its own time or with the one that waits for it. */
struct correction_crossing correction_crossing(const struct ticket *t);

#endif
