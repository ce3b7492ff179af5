/* An MQTT 5 client for the breaker's one loop: QoS 1 both ways, a session that the broker keeps, no thread. It connects
 * again by itself, each time with a fresh handle: nothing is sent again unless the caller does. */
#ifndef PARTY_H
#define PARTY_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>

struct party;
struct party_hooks {
	void *ctx;
	/* `topic` is what follows the prefix; the payload has a NUL behind. */
	void (*heard)(void *ctx, const char *topic, const char *payload, size_t n);
	void (*taken)(void *ctx, int mid, int reason); /* PUBACK; may be NULL */
	void (*lost)(void *ctx); /* the connection, and with it every PUBACK that was awaited; may be NULL */
};

/* Listens to these filters below the prefix, NULL at the end. Fails the test when out of memory. */
struct party *party_new(int port, const char *id, const char *const *filters, const struct party_hooks *hooks);
void party_free(struct party *p);

bool party_up(const struct party *p); /* subscribed */
struct pollfd party_poll(const struct party *p);
/* Reads, writes, connects when it is due; never waits. */
void party_turn(struct party *p);
/* Below the prefix; `reply` (below the prefix) and `correlation` may be NULL. The packet's id; 0: not up. */
int party_publish(struct party *p, const char *topic, const char *payload, const char *reply, const char *correlation);

#endif
