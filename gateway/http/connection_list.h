/* The connections that are open, and which of them take too long. It is for this wing alone, and for its thread. */
#ifndef CONNECTION_LIST_H
#define CONNECTION_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WHOLE_MS 30000    /* for a request with its body, and for taking its answer; waiting for it does not count */
#define HALF_OPEN_MOST 64 /* that have not said what they want: then the oldest makes room */
#define SLOW_MS 2000      /* with a body, after which another's request goes first if there is no room for both */
#define CALLER_BYTES 46   /* an address as text, as api_caller() has it */
#define CALLER_MOST 224   /* under way at a time, of one address behind the proxy: half of what that may have */

enum connection_phase {
	HALF_OPEN, /* it has not said what it wants, for the first time or once more */
	SENDS,     /* its body comes */
	ASKS,      /* its request is there, or its answer goes */
	WAITS,     /* for the loop */
	CUT        /* it is ending */
};

struct open_connection {
	struct open_connection *next, **link;
	int fd;
	enum connection_phase phase;
	/* steady ms: when its request began, and its phase */
	int64_t since, entered;
	char caller[CALLER_BYTES]; /* who asks behind the proxy; "": nobody, or it came straight */
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
/* Something of its answer was taken: it has as long as that again. */
void connection_goes_on(struct open_connection *c, int64_t now);
/* How many requests of this caller are under way. */
size_t connection_list_count(const struct connection_list *list, const char *caller);
/* Cuts off the one that has been sending longest, if it is slow. False: none is. */
bool connection_list_make_room(struct connection_list *list, int64_t now);
/* Cuts off those whose time is over. Returns in how many ms that of the next will be; -1: of none. */
int connection_list_sweep(struct connection_list *list, int64_t now);

#endif
