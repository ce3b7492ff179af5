/* One of the two connections to the broker. Whoever drives it has it alone: the loop (transport_mqtt.c), or the sender's
 * thread while it runs (sender.h). It is for this wing alone, the only one that includes mosquitto.h. */
#ifndef CONNECTION_H
#define CONNECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct broker;
struct mosquitto;

struct connection { /* the library hands it to its callbacks */
	struct broker *broker;
	struct mosquitto *m;
	bool up;          /* greeted, and subscribed where we listen */
	unsigned handled; /* callbacks so far: each counts itself */
};

/* Reads a packet, or many. False: the socket is dry, or *rc (else 0) says how the connection was lost. */
bool connection_read(struct connection *c, int *rc);
/* What is queued leaves, a few packets to a segment. The library's code; 0: good, or the socket takes no more now. */
int connection_write(const struct connection *c);

/* Ends it both ways at once: what the library has queued for it is never sent. */
void connection_hang_up(const struct connection *c);
/* The other side has closed it, and there is nothing left to read. The library takes a TLS handshake that the other
 * side has left for one that goes on. */
bool connection_is_closed(const struct connection *c);
/* The other side has closed it, whatever there is left to read: for a connection that is not read now. */
bool connection_is_closing(const struct connection *c);

/* Why a call of the library failed; `error` is errno as it was then. */
const char *connection_cause(int rc, int error);
/* Likewise, of the code that on_disconnect is given. */
void connection_end_cause(int rc, int error, char *why, size_t size);

/* Ends it so that what was said last arrives: writes what is queued, and DISCONNECT behind it; then waits until the
 * broker has closed its side. Neither goes on after `deadline` (steady ms). Reads nothing: what came now would be
 * acknowledged without a commit. */
void connection_leave(const struct connection *c, int64_t deadline);

#endif
