#include "gateway/restate.h"

#include <stdlib.h>

#define WAITING_MAX 4096 /* beyond that, saying all again is no more work */

struct restate {
	int64_t waiting[WAITING_MAX]; /* a ring */
	size_t first, n;
	bool overflowed;
};

void restate_note(struct restate *r, int64_t ticket)
{
	if (!r)
		return;
	if (r->n == WAITING_MAX) {
		r->overflowed = true;
		return;
	}
	r->waiting[(r->first + r->n++) % WAITING_MAX] = ticket;
}

int64_t restate_first(const struct restate *r)
{
	return r->n ? r->waiting[r->first] : 0;
}

void restate_done(struct restate *r)
{
	if (!r->n)
		return;
	r->first = (r->first + 1) % WAITING_MAX;
	r->n--;
}

bool restate_overflowed(struct restate *r)
{
	bool was = r->overflowed;

	r->overflowed = false;
	if (was)
		r->n = 0;
	return was;
}

struct restate *restate_new(void)
{
	return calloc(1, sizeof(struct restate));
}

void restate_free(struct restate *r)
{
	free(r);
}
