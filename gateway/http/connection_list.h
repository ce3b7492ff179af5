/* The connections that are open, and which of them take too long. It is for this wing alone, and for its thread. */
#ifndef CONNECTION_LIST_H
#define CONNECTION_LIST_H

#include <stddef.h>
#include <stdint.h>

#define WHOLE_MS 30000    /* for a request with its body, and for taking its answer; waiting for it does not count */
#define HALF_OPEN_MOST 64 /* that have not said what they want; the one that has been silent longest makes room */

enum connection_phase {
	HALF_OPEN, /* it has not said what it wants, for the first time or once more */
	ASKS,      /* its request comes, or its answer goes */
	WAITS,     /* for the loop */
	CUT        /* it is ending */
};

struct open_connection {
	struct open_connection *next, **link;
	int fd;
	enum connection_phase phase;
	int64_t since; /* steady ms: when its request began */
};

/* Zero-initialise. The newest is the first. */
struct connection_list {
	struct open_connection *first;
};

/* A new one, at `now`; NULL when out of memory. Cuts off one that is half open if there are too many. */
struct open_connection *connection_list_add(struct connection_list *list, int fd, int64_t now);
void connection_list_remove(struct open_connection *c);
/* `c` may be NULL, here too. */
void connection_enters(struct open_connection *c, enum connection_phase phase, int64_t now);
/* Cuts off those whose time is over. */
void connection_list_sweep(struct connection_list *list, int64_t now);

#endif
