/* The breaker: a real broker and the built gateway under load, killed at random instants; at the end all that was sent,
 * decided and heard is compared. Asks $FIELDGATE for the program. */
#ifndef BREAKER_H
#define BREAKER_H

#include <stdbool.h>
#include <stdint.h>

struct breaking {
	int kills;
	uint64_t seed;
	bool gateway_only;
	int protocol;        /* that the gateway speaks: 5, which is 0 too, or 4, which is 3.1.1 and has no replies */
	bool trust_puback;   /* senders rely on PUBACK alone */
	const char *program; /* another than $FIELDGATE, or NULL */
};

/* True if all holds; prints what it did and found. *lost is how many MOs were. */
bool breaker_run(const struct breaking *want, int64_t *lost);

#endif
