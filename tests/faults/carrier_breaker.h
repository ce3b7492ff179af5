/* The breaker of carriers: a real Kannel, and the built gateway that sends through it under load, killed at random instants.
 * Tickets are opened by MQTT and moved by texts of phones; at the end what the phones have is laid beside the outbox. */
#ifndef CARRIER_BREAKER_H
#define CARRIER_BREAKER_H

#include <stdbool.h>
#include <stdint.h>

struct carrier_breaking {
	int kills;
	uint64_t seed;
};

/* True if all holds; prints what it did and found. Asks $FIELDGATE for the program. */
bool carrier_breaker_run(const struct carrier_breaking *want);

#endif
