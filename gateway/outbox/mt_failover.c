#include "gateway/outbox/mt_failover.h"

#include <stdio.h>
#include <string.h>

#include "gateway/base/log.h"
#include "gateway/channel/channel.h"
#include "gateway/state/channel_state.h"
#include "templates/text/text.h"

#define CHUNK 64
#define MOVES_MOST 1024 /* rows of one commit */

/* ---- by which it goes ---- */

static bool is_down(struct mt_board *b, const char *name, int64_t steady)
{
	uint32_t lane;

	return mt_lanes_known(&b->lanes, name, &lane) && lane_is_down(mt_board_lane(b, lane), steady);
}

/* The first that is not down itself; NULL: its texts wait. */
static const char *way_of(struct mt_board *b, const struct gateway *g, const char *name, int64_t steady)
{
	const struct channel *c = channels_find(g->channels, name);

	for (size_t i = 0; c && *c->then && i < CHANNEL_FILES_MAX; i++) {
		if (!is_down(b, c->then, steady))
			return c->then;
		c = channels_find(g->channels, c->then);
	}
	return NULL;
}

/* ---- what waits is moved ---- */

static bool move(struct mt_board *b, uint32_t lane, const struct outbox_mt *m, const char *to)
{
	struct lane *l = mt_board_lane(b, lane);
	const struct mt_row row = {.id = m->id, .lane = lane, .state = MT_SETTLED};
	struct settled_change c = {.id = m->id, .kind = SETTLED_MOVED};
	struct mt_row *in_hand = mt_rows_find(&b->rows, m->id);

	if (in_hand && in_hand->state != MT_HELD)
		return true;
	if (b->settled.changes_n >= MOVES_MOST)
		return false;
	text_copy(c.channel, sizeof(c.channel), to);
	snprintf(c.why, sizeof(c.why), "%s is down (%.40s); it goes by %s", l->name, l->why, to);
	if (!in_hand && !mt_board_pass(b, &row))
		return false;
	if (!mt_settled_change(&b->settled, &c)) {
		if (!in_hand)
			mt_rows_remove(&b->rows, m->id);
		return false;
	}
	if (in_hand)
		mt_board_settle_back(b, in_hand);
	return true;
}

/* Frees the chunk. */
static bool move_chunk(struct mt_board *b, uint32_t lane, struct outbox_mt *chunk, size_t n, const char *to)
{
	bool on = true;

	for (size_t i = 0; i < n; i++) {
		on = on && move(b, lane, &chunk[i], to);
		outbox_mt_free(&chunk[i]);
	}
	return on;
}

/* As far as one commit goes: first those that wait by themselves, for they are older than others to their receivers.
 * True: none is left. */
static bool move_all(struct mt_board *b, uint32_t lane, const char *to)
{
	const struct lane *l = mt_board_lane(b, lane);
	struct outbox_turn turn = {0};
	struct outbox_mt chunk[CHUNK];
	int64_t after = 0;
	size_t n = CHUNK;

	while (n == CHUNK) {
		n = outbox_held(b->store, l->name, &turn, chunk, CHUNK);
		if (n)
			turn = (struct outbox_turn){.at = chunk[n - 1].not_before, .id = chunk[n - 1].id};
		if (!move_chunk(b, lane, chunk, n, to))
			return false;
	}
	for (n = CHUNK; n == CHUNK;) {
		n = outbox_ready(b->store, l->name, after, chunk, CHUNK);
		after = n ? chunk[n - 1].id : after;
		if (!move_chunk(b, lane, chunk, n, to))
			return false;
	}
	return true;
}

/* ---- down, and back ---- */

static void is_back(struct mt_board *b, const struct gateway *g, uint32_t lane)
{
	struct lane *l = mt_board_lane(b, lane);

	l->down = false;
	l->look = true;
	channel_states_down(g->channel_states, l->name, NULL);
	log_info("texts of channel %s go by it again", l->name);
}

/* Texts that went by a channel before that one still have to be moved on. */
static bool waits_between(struct mt_board *b, const struct gateway *g, const char *name, const char *to)
{
	const struct channel *c = channels_find(g->channels, name);
	uint32_t lane;

	for (size_t i = 0; c && strcmp(c->then, to) != 0 && i < CHANNEL_FILES_MAX; i++) {
		if (mt_lanes_known(&b->lanes, c->then, &lane) && mt_board_lane(b, lane)->look)
			return true;
		c = channels_find(g->channels, c->then);
	}
	return false;
}

/* Only when all that waited is moved do new ones go there directly: else they would overtake. Since it was told last, a
 * reload may have given another way, or that one is down, too. */
static void is_gone(struct mt_board *b, const struct gateway *g, uint32_t lane, const char *to)
{
	struct lane *l = mt_board_lane(b, lane);

	if (l->look && !b->settled.changes_n)
		l->look = !move_all(b, lane, to);
	if (l->look || (l->down && waits_between(b, g, l->name, to)))
		return;
	channel_states_down(g->channel_states, l->name, to);
	if (!l->down)
		log_warn("channel %s takes nothing since %d s: its texts go by %s", l->name, LANE_DOWN_MS / 1000, to);
	l->down = true;
}

void mt_failover_tend(struct mt_board *b, const struct gateway *g, int64_t steady)
{
	const char *to;

	for (uint32_t i = 0; i < b->lanes.n; i++) {
		struct lane *l = mt_board_lane(b, i);

		to = lane_is_down(l, steady) ? way_of(b, g, l->name, steady) : NULL;
		if (to)
			is_gone(b, g, i, to);
		else if (l->down)
			is_back(b, g, i);
		if (l->down && l->blocked && l->retry_at == INT64_MAX)
			channel_states_probe(g->channel_states, l->name);
	}
}
