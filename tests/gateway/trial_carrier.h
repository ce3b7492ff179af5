/* A carrier of the tests' own: a server of HTTP on a free port of 127.0.0.1, by plain sockets and in a thread of its own,
 * that keeps what it is asked and answers as it is told. */
#ifndef TRIAL_CARRIER_H
#define TRIAL_CARRIER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum trial_way {
	TRIAL_WHOLE,   /* and the connection is kept */
	TRIAL_CHUNKED, /* likewise, in chunks of seven bytes */
	TRIAL_CUT,     /* promises all of the body, sends half of it, and closes */
	TRIAL_RAW,     /* the body alone, as it is, and closes */
	TRIAL_CLOSED,  /* closes without a byte */
	TRIAL_LEAVES   /* whole, and then closes as one whose connections are not kept for long; it does not say so */
};

struct trial_response {
	int status;          /* 0: 200 */
	const char *headers; /* lines with "\r\n" behind each; NULL: none */
	const char *body;    /* NULL: "" */
	size_t n;            /* of the body; 0: as strlen() has it */
	enum trial_way way;
	bool held; /* until trial_carrier_go() */
};

struct trial_request { /* "" where there is none */
	char *method, *target, *head, *body;
	int connection; /* its number, from 0 */
	int64_t came;   /* steady us */
};

struct trial_carrier;

struct trial_carrier *trial_carrier_new(void);
void trial_carrier_free(struct trial_carrier *c);
int trial_carrier_port(const struct trial_carrier *c);
/* Down: nobody listens, and all connections are ended. Up again it listens on the same port. */
void trial_carrier_down(struct trial_carrier *c);
void trial_carrier_up(struct trial_carrier *c);

/* How the next request is answered that has no answer yet; the last that was told is for all that follow. The response
 * is copied, but not what it points to. Before any is told it is 200 with `OK ab12`. */
void trial_carrier_say(struct trial_carrier *c, const struct trial_response *r);
/* So many of those that are held are answered, the oldest first. They must be there. */
void trial_carrier_go(struct trial_carrier *c, size_t n);

size_t trial_carrier_connections(struct trial_carrier *c); /* so far */
size_t trial_carrier_open(struct trial_carrier *c);        /* of them, now */
size_t trial_carrier_requests(struct trial_carrier *c);    /* that came whole */
size_t trial_carrier_held(struct trial_carrier *c);        /* now */
/* The k-th; valid until trial_carrier_free(). */
const struct trial_request *trial_carrier_request(struct trial_carrier *c, size_t k);

#endif
