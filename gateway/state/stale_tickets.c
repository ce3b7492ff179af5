#include "gateway/state/stale_tickets.h"

#include <stdlib.h>

#define WAITING_MAX 4096 /* beyond that, publishing all again is no more work */

struct stale_tickets {
	int64_t waiting[WAITING_MAX]; /* a ring */
	size_t first, n;
	bool overflowed;
};

void stale_tickets_note(struct stale_tickets *t, int64_t ticket)
{
	if (!t)
		return;
	if (t->n == WAITING_MAX) {
		t->overflowed = true;
		return;
	}
	t->waiting[(t->first + t->n++) % WAITING_MAX] = ticket;
}

int64_t stale_tickets_first(const struct stale_tickets *t)
{
	return t->n ? t->waiting[t->first] : 0;
}

void stale_tickets_done(struct stale_tickets *t)
{
	if (!t->n)
		return;
	t->first = (t->first + 1) % WAITING_MAX;
	t->n--;
}

bool stale_tickets_overflowed(struct stale_tickets *t)
{
	bool was = t->overflowed;

	t->overflowed = false;
	if (was)
		t->n = 0;
	return was;
}

struct stale_tickets *stale_tickets_new(void)
{
	return calloc(1, sizeof(struct stale_tickets));
}

void stale_tickets_free(struct stale_tickets *t)
{
	free(t);
}
