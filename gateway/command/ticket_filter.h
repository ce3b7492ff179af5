/* Which tickets a list is to have, as an administrator says it. */
#ifndef TICKET_FILTER_H
#define TICKET_FILTER_H

#include "gateway/command/workspace.h"

struct ticket_search;

/* What was said; NULL: nothing. */
struct ticket_wishes {
	const char *flow, *state, *station, *lead, *customer, *machine, *since, *limit;
};
struct ticket_filter {
	const struct flow *flow; /* NULL: any, as NULL and 0 below */
	const char *state;
	bool ended; /* tickets in that state have ended */
	int64_t station, lead, customer, machine, since;
	const struct ticket_search *search;
	const int64_t *numbers; /* only these, the highest first; a number may stand there twice */
	size_t numbers_n;
	size_t limit; /* 0: all */
};

/* Finds what is meant; `w` has rules, people and store. Else returns an exit code, and says on standard error why, and
 * what there is. */
int ticket_filter_read(struct workspace *w, const struct ticket_wishes *said, struct ticket_filter *out);
/* A station of that name; 0, having said so on standard error, if there is none. */
int64_t ticket_filter_station(const struct workspace *w, const char *said);
/* A day as 2026-11-21, or a minute of it as "2026-11-21 09:00", in the installation's zone. */
bool ticket_filter_time(const char *said, int64_t *at);
#define TICKET_FILTER_MOST 10000
/* How many rows: 1 to TICKET_FILTER_MOST. */
bool ticket_filter_limit(const char *said, size_t *out);

bool ticket_filter_takes(const struct ticket_filter *f, const struct ticket *t);

#endif
