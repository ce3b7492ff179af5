/* One of the two connections to the broker, for whoever drives it: broker.c, or the thread of sender.c. Never both at once. */
#ifndef LINE_H
#define LINE_H

#include <stdbool.h>
#include <stddef.h>

struct broker;
struct mosquitto;

struct line { /* the library's `ctx` */
	struct broker *b;
	struct mosquitto *m;
	bool up;          /* greeted, and subscribed where we listen */
	unsigned handled; /* callbacks so far: each counts itself */
};

/* Reads a packet, or many. False: the socket is dry, or *rc (else 0) says how the connection was lost. */
bool line_read(struct line *l, int *rc);
/* What is queued leaves, a few packets to a segment. The library's code; 0: good, or the socket takes no more now. */
int line_write(const struct line *l);
/* Why a call of the library failed; `error` is errno as it was then. */
const char *line_cause(int rc, int error);
/* Likewise of what on_disconnect came with. */
void line_ended(int rc, int error, char *why, size_t size);

#endif
