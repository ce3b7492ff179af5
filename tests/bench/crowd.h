/* Everybody's telephones: one client that sends texts and counts the MTs that come back, in one thread. */
#ifndef CROWD_H
#define CROWD_H

#include "tests/bench/dealer.h"

struct crowd;
struct passed {                   /* one burst, or one paced run */
	size_t texts, mts, bytes; /* sent; received; of their payloads */
	double seconds;           /* from the first text to the last MT */
	double *ms;               /* of each text, from its publish to its last MT; sorted */
};

/* Listens to PREFIX/mt/+. NULL: said why. */
struct crowd *crowd_new(int port, const char *prefix, struct dealer *d);
void crowd_free(struct crowd *c);
/* Sends `n` texts, `rate` a second or (0) as fast as the broker takes them, and waits for all their MTs. False if they do
 * not come: said so. `ms` is to be freed. */
bool crowd_send(struct crowd *c, size_t n, double rate, struct passed *out);
double percentile(const struct passed *p, double share); /* of the sorted ms */

#endif
