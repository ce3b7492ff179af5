/* The breaker of carriers: a real Kannel, and the built gateway that sends through it under load, killed at random
 * instants. Tickets are opened by MQTT and moved by texts of phones; at the end what the phones have is laid beside the
 * outbox. */
#ifndef CARRIER_BREAKER_H
#define CARRIER_BREAKER_H

#include <stdbool.h>
#include <stdint.h>

struct carrier_breaking {
	int kills;
	uint64_t seed;
	bool smsbox_too; /* with every eighth kill Kannel's smsbox is killed too */
	bool resends;    /* the channel's file says, wrongly, that Kannel knows a text again */
};

/* True if all holds; prints what it did and found. *twice is how many MTs came twice to a phone without a cause. Asks
 * $FIELDGATE for the program. */
bool carrier_breaker_run(const struct carrier_breaking *want, int64_t *twice);

#endif
