/* The store has failed: when to try it again. Times are ms of the steady clock. It is for this wing alone. */
#ifndef TROUBLE_H
#define TROUBLE_H

#include <stdbool.h>
#include <stdint.h>

/* Zero-initialise: all is well. */
struct trouble {
	bool on;
	int64_t until; /* nothing is tried before */
	int backoff;   /* ms: of the last trouble, until a batch is committed */
};

/* It failed (again): waits twice as long as the last time, 1 s to 30. Returns for how long. */
int trouble_begin(struct trouble *t, int64_t now);
/* Whether it is not to be tried yet. */
bool trouble_waits(const struct trouble *t, int64_t now);
/* It works again. */
void trouble_end(struct trouble *t);
/* It has taken a batch, too: the next trouble begins anew. */
void trouble_forget(struct trouble *t);

#endif
