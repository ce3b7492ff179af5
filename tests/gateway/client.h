/* MQTT clients for tests, each with a thread of its own, that remember what they hear. All waiting is for a
 * condition, and ends after PEER_PATIENCE. */
#ifndef CLIENT_H
#define CLIENT_H

#include "tests/gateway/peer.h"

struct client;
struct heard {
	char *topic; /* below the prefix, where it lies there */
	char *payload;
	size_t n;
	char *correlation;
	size_t correlation_n;
	bool retain;
};
/* MQTT 5, connected; a NULL id means a clean session. */
struct client *client_new(int port, const char *id);
void client_free(struct client *c);
/* Below the prefix; returns when the broker has granted it. */
void client_subscribe(struct client *c, const char *filter);
/* QoS 1, below the prefix. `reply` (below the prefix) and `correlation` may be NULL. */
void client_publish(struct client *c, const char *topic, const void *payload, size_t n, const char *reply,
		    const char *correlation);
/* Waits until the broker has taken all that was published. */
bool client_flushed(struct client *c, int ms);
/* How many messages were heard so far; a place to look from. */
size_t client_heard(struct client *c);
/* The i-th; holds until the client is freed. */
const struct heard *client_message(struct client *c, size_t i);
/* The first from `from` on whose topic is `topic` (or begins with it, if it ends with '/') and whose payload has
 * `has` in it; waits for it. NULL: it did not come. */
const struct heard *client_wait(struct client *c, size_t from, const char *topic, const char *has);
/* How many of these there are from `from` on, without waiting. */
size_t client_count(struct client *c, size_t from, const char *topic, const char *has);
/* Waits until there are `n` of these. */
bool client_wait_count(struct client *c, size_t from, const char *topic, const char *has, size_t n, int ms);

#endif
