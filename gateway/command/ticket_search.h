/* Tickets that somebody looks for by a few words: a ticket's number, the beginning of a machine's serial or of a name, a
 * full phone number. Each is looked up by an index; what many have is cut off at SEARCH_EACH. */
#ifndef TICKET_SEARCH_H
#define TICKET_SEARCH_H

#include "gateway/command/workspace.h"

#define SEARCH_EACH 16 /* machines, and people, of what stands first in order of serial and name */
#define SEARCH_BYTES NAME_BYTES

struct ticket_search {
	int64_t number; /* 0: none */
	int64_t machines[SEARCH_EACH], people[SEARCH_EACH], owned[SEARCH_EACH * SEARCH_EACH];
	size_t machines_n, people_n, owned_n;
};

/* Finds what `said` may mean. `numbers`: whoever looks may find customers by their full number. False: it is too long to
 * be any of these. Whether the store failed is for the caller to ask. */
bool ticket_search_read(const struct workspace *w, const char *said, bool numbers, struct ticket_search *out);
/* Numbers below `before` (0: any), the newest first, at most max, each once; *more: there may be others. `all`: the ended
 * ones too, of people as far as they are customers of a machine. The ticket of that number is there in any case. They may
 * be of others than are meant: ticket_search_takes() says so. */
size_t ticket_search_numbers(const struct workspace *w, const struct ticket_search *q, bool all, int64_t before,
			     int64_t *numbers, size_t max, bool *more);
bool ticket_search_takes(const struct ticket_search *q, const struct ticket *t);

#endif
