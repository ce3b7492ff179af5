#include "gateway/release/mt_lanes.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"
#include "templates/text/array.h"
#include "templates/text/text.h"

/* ---- all of them ---- */

void mt_lanes_free(struct mt_lanes *l)
{
	free(l->all);
	*l = (struct mt_lanes){0};
}

bool mt_lanes_find(struct mt_lanes *l, const struct transports *ts, const char *channel, uint32_t *place)
{
	struct lane *all;

	for (*place = 0; *place < l->n; ++*place)
		if (strcmp(l->all[*place].name, channel) == 0)
			return true;
	all = array_room(l->all, l->n, &l->cap, sizeof(*all));
	if (!all)
		return false;
	l->all = all;
	all[l->n] = (struct lane){.transport = transports_for(ts, channel)};
	if (!all[l->n].transport)
		log_warn("no transport carries channel %s; its MTs wait", channel);
	text_copy(all[l->n++].name, CHANNEL_BYTES, channel);
	return true;
}

bool mt_lanes_look(const struct mt_lanes *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->all[i].state == LANE_BEHIND && !l->all[i].waits)
			return true;
	return false;
}

int64_t mt_lanes_retry_at(const struct mt_lanes *l)
{
	int64_t at = INT64_MAX;

	for (size_t i = 0; i < l->n; i++) {
		const struct lane *lane = &l->all[i];

		if (lane->state == LANE_BLOCKED && !lane->trying && lane->retry_at < at && lane_room(lane, 0))
			at = lane->retry_at;
	}
	return at;
}

/* ---- one ---- */

static size_t room_beside(const struct transport *t, size_t room, size_t keep)
{
	if (!room || !t->row->publish)
		return room;
	return room > keep ? room - keep : 0;
}

size_t mt_lanes_room(const struct transports *ts, size_t keep)
{
	size_t all = 0;

	for (size_t i = 0; i < ts->n; i++)
		all += room_beside(&ts->all[i], transport_room(&ts->all[i]), keep);
	return all;
}

size_t lane_room(const struct lane *l, size_t keep)
{
	return room_beside(l->transport, transport_room_for(l->transport, l->name), keep);
}

bool lane_is_unordered(const struct lane *l)
{
	return l->transport && !l->transport->row->keeps_order;
}

static void keep_oldest(struct lane *l, int64_t row)
{
	if (l->state == LANE_FLOWS || row < l->oldest)
		l->oldest = row;
}

void lane_fall_behind(struct lane *l, int64_t row)
{
	keep_oldest(l, row);
	if (l->state == LANE_FLOWS)
		l->state = LANE_BEHIND;
	l->waits = false;
}

/* When many were under way each of them is answered, and only the oldest of them is tried next. */
void lane_block(struct lane *l, int64_t row, const char *why)
{
	keep_oldest(l, row);
	if (l->state != LANE_BLOCKED)
		log_warn("nobody takes MTs on channel %s (%s); they wait, the oldest is tried again every second",
			 l->name, *why ? why : "it says no more");
	l->state = LANE_BLOCKED;
	if (row == l->oldest)
		l->trying = false;
	l->retry_at = clock_steady() + LANE_RETRY_MS;
}

void lane_tried(struct lane *l, bool taken)
{
	l->trying = false;
	if (!taken)
		return;
	log_info("MTs on channel %s are taken again", l->name);
	lane_unblock(l);
}

void lane_unblock(struct lane *l)
{
	l->state = LANE_BEHIND;
	l->trying = l->waits = false;
}
