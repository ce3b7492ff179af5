/* What happened on the last days: tickets that were opened, nodes, what fell due and was missed, what is missing. Each figure
 * is a number of tickets, and the same tickets can be listed. */
#ifndef DAY_TICKETS_H
#define DAY_TICKETS_H

#include "db/store/store.h"
#include "handlers/model/ticket.h"

#define DAYS_MOST 14
#define DAY_TICKETS_MOST 4096 /* others wait meanwhile */

/* From the one moment to before the other. */
struct day_span {
	int64_t from, until;
};
/* The local day that lies so many days behind that of `now`. */
struct day_span day_span(int64_t now, int back);

/* What holds of a ticket on a day; tickets_load_bare() reads enough of it. */
bool day_opened(const struct ticket *t, const struct day_span *d);
/* That node was stamped then, by its time as it is known now. */
bool day_stamped(const struct ticket *t, size_t node, const struct day_span *d);
/* A clock fell due then, and was over. */
bool day_late(const struct ticket *t, const struct day_span *d, int64_t now);
/* A node's text has been missing since then, and is now. */
bool day_missing(const struct ticket *t, const struct day_span *d, int64_t now);

/* Numbers of all tickets for which one of these may hold on a day from `from` on, each once, the newest first: those with an
 * event since then, and all that are open. To be freed; NULL: memory ran out. *whole: these are all; else those whose last
 * events lie furthest back are left out, and then older ones: at most DAY_TICKETS_MOST stay. */
int64_t *day_tickets(struct store *s, int64_t from, size_t *n, bool *whole);

#endif
