/* Which tickets a list is to have, as an administrator says it. */
#ifndef TICKET_FILTER_H
#define TICKET_FILTER_H

#include "gateway/command/workspace.h"

/* What was said; NULL: nothing. */
struct ticket_wishes {
	const char *flow, *state, *station, *lead, *customer, *machine, *since, *limit;
};
struct ticket_filter {
	const struct flow *flow; /* NULL: any, as 0 and "" below */
	const char *state;
	bool ended; /* tickets in that state have ended */
	int64_t station, lead, customer, machine, since;
	size_t limit; /* 0: all */
};

/* Finds what is meant; `w` has rules, people and store. Else an exit code, and said why on standard error, with what
 * exists. */
int ticket_filter_read(struct workspace *w, const struct ticket_wishes *said, struct ticket_filter *out);
/* A station of that name, 0 if there is none, and said why. */
int64_t ticket_filter_station(const struct workspace *w, const char *said);
/* A day as 2026-11-21, or a minute of it as "2026-11-21 09:00", in the installation's zone. */
bool ticket_filter_time(const char *said, int64_t *at);
/* How many rows: 1 to 10000. */
bool ticket_filter_limit(const char *said, size_t *out);

bool ticket_filter_takes(const struct ticket_filter *f, const struct ticket *t);

#endif
