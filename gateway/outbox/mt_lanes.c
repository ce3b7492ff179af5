#include "gateway/outbox/mt_lanes.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"
#include "templates/text/array.h"
#include "templates/text/text.h"

/* ---- all of them ---- */

void mt_lanes_free(struct mt_lanes *l)
{
	for (size_t i = 0; i < l->n; i++)
		mt_ids_free(&l->all[i].going);
	free(l->all);
	*l = (struct mt_lanes){0};
}

bool mt_lanes_known(const struct mt_lanes *l, const char *channel, uint32_t *place)
{
	for (*place = 0; *place < l->n; ++*place)
		if (strcmp(l->all[*place].name, channel) == 0)
			return true;
	return false;
}

bool mt_lanes_find(struct mt_lanes *l, const struct transports *ts, const char *channel, uint32_t *place, bool *made)
{
	struct lane *all;

	*made = false;
	if (mt_lanes_known(l, channel, place))
		return true;
	all = array_room(l->all, l->n, &l->cap, sizeof(*all));
	if (!all)
		return false;
	l->all = all;
	all[l->n] = (struct lane){.transport = transports_for(ts, channel), .look = true};
	if (!all[l->n].transport)
		log_warn("no transport carries channel %s; its MTs wait", channel);
	text_copy(all[l->n++].name, CHANNEL_BYTES, channel);
	*made = true;
	return true;
}

bool mt_lanes_look(const struct mt_lanes *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (!l->all[i].blocked && l->all[i].look)
			return true;
	return false;
}

static int64_t wait_of(const struct lane *l, int64_t steady)
{
	if (!l->blocked || l->trying || l->retry_at == INT64_MAX || !lane_room(l, 0))
		return INT64_MAX;
	return l->retry_at - steady;
}

int64_t mt_lanes_wait(const struct mt_lanes *l, int64_t steady)
{
	int64_t least = INT64_MAX, ms;

	for (size_t i = 0; i < l->n; i++) {
		ms = wait_of(&l->all[i], steady);
		if (ms < least)
			least = ms;
	}
	return least;
}

/* ---- what its transport is like ---- */

static size_t ahead(const struct lane *l)
{
	int64_t past = clock_steady() - l->since;
	size_t n = l->taken;

	if (past >= 2 * LANE_AHEAD_MS)
		return 0;
	if (past < LANE_AHEAD_MS && l->taken_before > n)
		n = l->taken_before;
	return n < LANE_AHEAD_MOST ? n : LANE_AHEAD_MOST;
}

size_t lane_room(const struct lane *l, size_t keep)
{
	size_t room = transport_room_for(l->transport, l->name);

	if (l->transport && !l->transport->row->publish)
		keep = 0;
	if (lane_marks(l))
		room += ahead(l);
	keep += l->marked;
	return room > keep ? room - keep : 0;
}

bool lane_refills(struct lane *l)
{
	size_t room = transport_room_for(l->transport, l->name), most = ahead(l);
	size_t spare = l->marked > room ? l->marked - room : 0;

	if (!lane_marks(l))
		return true;
	if (spare * 4 <= most)
		l->refills = true;
	else if (spare >= most)
		l->refills = false;
	return l->refills;
}

void lane_took(struct lane *l, int64_t steady)
{
	int64_t past = steady - l->since;

	if (past >= LANE_AHEAD_MS) {
		l->taken_before = past < 2 * LANE_AHEAD_MS ? l->taken : 0;
		l->taken = 0;
		l->since = steady;
	}
	l->taken++;
	l->silent = false;
}

void lane_is_silent(struct lane *l)
{
	l->taken = l->taken_before = 0;
	l->silent = true;
}

bool lane_is_unordered(const struct lane *l)
{
	return l->transport && !l->transport->row->keeps_order;
}

bool lane_keeps_tries(const struct lane *l)
{
	return l->transport && l->transport->row->knows_again;
}

bool lane_resends(const struct lane *l)
{
	return lane_keeps_tries(l) && l->transport->row->knows_again(l->transport->self, l->name);
}

bool lane_marks(const struct lane *l)
{
	return lane_keeps_tries(l) && !lane_resends(l);
}

/* ---- whether it flows ---- */

int64_t lane_backoff(int64_t row, unsigned n)
{
	int64_t ms = LANE_RETRY_MS;
	uint64_t h = ((uint64_t)row * 0x9e3779b97f4a7c15u) ^ n * 0xbf58476d1ce4e5b9u;

	while (n-- > 1 && ms < LANE_RETRY_MOST_MS)
		ms *= 2;
	if (ms > LANE_RETRY_MOST_MS)
		ms = LANE_RETRY_MOST_MS;
	return ms * 3 / 4 + (int64_t)((h ^ h >> 31) % (uint64_t)(ms / 4 + 1));
}

/* Of MQTT's, somebody may begin to listen at any moment, and asking costs next to nothing. */
static int64_t next_try(const struct lane *l, int64_t row, int64_t wait_ms)
{
	if (wait_ms > 0)
		return wait_ms < LANE_WAIT_MOST_MS ? wait_ms : LANE_WAIT_MOST_MS;
	return lane_keeps_tries(l) ? lane_backoff(row, l->tries) : LANE_RETRY_MS;
}

void lane_block(struct lane *l, int64_t row, bool tried, const char *why, int64_t wait_ms)
{
	int64_t ms;

	/* When many were under way, each of them is answered: they are one try. */
	if (!l->blocked || tried)
		l->tries++;
	ms = next_try(l, row, wait_ms);
	text_copy(l->why, sizeof(l->why), *why ? why : "it says no more");
	if (!l->blocked)
		log_warn("nobody takes MTs on channel %s (%s); they wait, the oldest is tried again, first in %" PRId64
			 " ms",
			 l->name, l->why, ms);
	if (!l->down_since)
		l->down_since = clock_steady();
	l->blocked = true;
	l->taken = l->taken_before = 0;
	l->retry_at = clock_steady() + ms;
}

void lane_flows(struct lane *l)
{
	if (l->blocked)
		log_info("MTs on channel %s are taken again", l->name);
	l->blocked = l->trying = false;
	l->tries = l->alone = 0;
	l->down_since = 0;
	l->look = true;
}

bool lane_is_down(struct lane *l, int64_t steady)
{
	bool up = l->transport && (!l->transport->row->is_up || l->transport->row->is_up(l->transport->self));

	if (!l->blocked && up)
		l->down_since = 0;
	else if (!l->down_since)
		l->down_since = steady;
	return l->down_since && steady - l->down_since >= LANE_DOWN_MS;
}
