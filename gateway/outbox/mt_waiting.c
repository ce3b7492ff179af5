#include "gateway/outbox/mt_waiting.h"

#include <stdlib.h>

#define NONE 0 /* no place: they are counted from 1 */

struct place {
	struct mt_waiter one;
	uint32_t next; /* in its chain, or among the free ones */
};

/* A chain holds the receivers of one remainder, each in its order. */
struct mt_waiting {
	struct place places[MT_WAITING_MOST + 1];
	uint32_t first[MT_WAITING_MOST], last[MT_WAITING_MOST];
	uint32_t free;
};

struct mt_waiting *mt_waiting_new(void)
{
	struct mt_waiting *w = calloc(1, sizeof(*w));

	for (uint32_t i = 1; w && i <= MT_WAITING_MOST; i++)
		w->places[i].next = i < MT_WAITING_MOST ? i + 1 : NONE;
	if (w)
		w->free = 1;
	return w;
}

void mt_waiting_free(struct mt_waiting *w)
{
	free(w);
}

static uint32_t chain_of(int64_t receiver)
{
	return (uint32_t)((uint64_t)receiver >> 8) % MT_WAITING_MOST;
}

bool mt_waiting_add(struct mt_waiting *w, const struct mt_waiter *one)
{
	uint32_t at = w->free, c = chain_of(one->receiver);

	if (at == NONE)
		return false;
	w->free = w->places[at].next;
	w->places[at] = (struct place){.one = *one};
	if (w->first[c] == NONE)
		w->first[c] = at;
	else
		w->places[w->last[c]].next = at;
	w->last[c] = at;
	return true;
}

/* `before`: the one before it in its chain, or NONE. */
static void take_out(struct mt_waiting *w, uint32_t c, uint32_t before, uint32_t at)
{
	uint32_t next = w->places[at].next;

	if (before == NONE)
		w->first[c] = next;
	else
		w->places[before].next = next;
	if (w->last[c] == at)
		w->last[c] = before;
	w->places[at].next = w->free;
	w->free = at;
}

bool mt_waiting_next(struct mt_waiting *w, int64_t receiver, struct mt_waiter *out)
{
	uint32_t c = chain_of(receiver), before = NONE;

	for (uint32_t at = w->first[c]; at != NONE; at = w->places[at].next) {
		if (w->places[at].one.receiver == receiver) {
			*out = w->places[at].one;
			take_out(w, c, before, at);
			return true;
		}
		before = at;
	}
	return false;
}

void mt_waiting_drop(struct mt_waiting *w, uint32_t lane)
{
	for (uint32_t c = 0; c < MT_WAITING_MOST; c++) {
		uint32_t before = NONE, next;

		for (uint32_t at = w->first[c]; at != NONE; at = next) {
			next = w->places[at].next;
			if (w->places[at].one.lane == lane)
				take_out(w, c, before, at);
			else
				before = at;
		}
	}
}
