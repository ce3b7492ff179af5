#include "gateway/road/stale_tickets.h"

#include <stdlib.h>

#define WAITING_MAX 4096 /* beyond that, saying all again is no more work */

struct stale_tickets {
	int64_t waiting[WAITING_MAX]; /* a ring */
	size_t first, n;
	bool overflowed;
};

void stale_tickets_note(struct stale_tickets *r, int64_t ticket)
{
	if (!r)
		return;
	if (r->n == WAITING_MAX) {
		r->overflowed = true;
		return;
	}
	r->waiting[(r->first + r->n++) % WAITING_MAX] = ticket;
}

int64_t stale_tickets_first(const struct stale_tickets *r)
{
	return r->n ? r->waiting[r->first] : 0;
}

void stale_tickets_done(struct stale_tickets *r)
{
	if (!r->n)
		return;
	r->first = (r->first + 1) % WAITING_MAX;
	r->n--;
}

bool stale_tickets_overflowed(struct stale_tickets *r)
{
	bool was = r->overflowed;

	r->overflowed = false;
	if (was)
		r->n = 0;
	return was;
}

struct stale_tickets *stale_tickets_new(void)
{
	return calloc(1, sizeof(struct stale_tickets));
}

void stale_tickets_free(struct stale_tickets *r)
{
	free(r);
}
