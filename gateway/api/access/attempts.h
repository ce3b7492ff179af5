/* Tokens that were not good, counted by the address that showed them, so that guessing is slow. For one thread. It is for
 * this wing alone. */
#ifndef ATTEMPTS_H
#define ATTEMPTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ATTEMPTS_AT_ONCE 30     /* that an address has, */
#define ATTEMPTS_EACH_MS 2000   /* and after which time it has one more */
#define ATTEMPTS_ADDRESSES 1024 /* that are remembered; then the one that has most left is forgotten */

struct attempts_row {
	unsigned char
		of[16]; /* an address of IPv4, or the first half of one of IPv6: somebody may have the other half */
	int64_t full;   /* UTC ms: when all are there again */
};

/* Zero-initialise. */
struct attempts {
	struct attempts_row rows[ATTEMPTS_ADDRESSES];
	size_t n;
};

/* In how many seconds this address may try again; 0: at once. */
int attempts_wait_s(const struct attempts *a, const char *address, int64_t now);
/* One was not good. */
void attempts_count(struct attempts *a, const char *address, int64_t now);

#endif
