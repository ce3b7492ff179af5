/* One of the two connections to the broker, for whoever drives it: broker.c, or the thread of sender.c. Never both at once. */
#ifndef CONNECTION_H
#define CONNECTION_H

#include <stdbool.h>
#include <stddef.h>

struct broker;
struct mosquitto;

struct connection { /* the library's `ctx` */
	struct broker *b;
	struct mosquitto *m;
	bool up;          /* greeted, and subscribed where we listen */
	unsigned handled; /* callbacks so far: each counts itself */
};

/* Reads a packet, or many. False: the socket is dry, or *rc (else 0) says how the connection was lost. */
bool connection_read(struct connection *l, int *rc);
/* What is queued leaves, a few packets to a segment. The library's code; 0: good, or the socket takes no more now. */
int connection_write(const struct connection *l);
/* Why a call of the library failed; `error` is errno as it was then. */
const char *connection_cause(int rc, int error);
/* Likewise of what on_disconnect came with. */
void connection_ended(int rc, int error, char *why, size_t size);

#endif
