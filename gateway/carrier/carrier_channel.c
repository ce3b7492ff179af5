#include "gateway/carrier/carrier_channel.h"

#include <stdlib.h>

#include "gateway/channel/channel.h"
#include "templates/text/text.h"
#include "templates/text/units.h"

#define REST_MOST_MS MINUTE_MS
#define FRESH_MS (10 * MINUTE_MS)

struct carrier_channel *carrier_channel_new(const char *name)
{
	struct carrier_channel *c = calloc(1, sizeof(*c));

	if (c)
		text_copy(c->name, sizeof(c->name), name);
	return c;
}

void carrier_channel_free(struct carrier_channel *c)
{
	carrier_texts_free(&c->waiting);
	segment_window_free(&c->window);
	channels_release(c->held);
	free(c);
}

bool carrier_channel_renew(struct carrier_channel *c, struct channels *all, const struct channel *file)
{
	struct channels *before = c->held;

	if (!segment_window_set(&c->window, file ? file->per_second : 0))
		return false;
	c->held = channels_hold(all);
	c->file = file;
	c->unanswered = 0;
	channels_release(before);
	return true;
}

/* ---- how much ---- */

static bool rests(const struct carrier_channel *c, int64_t now)
{
	return c->unanswered && (c->under_way || c->rests_until > now);
}

bool carrier_channel_is_full(const struct carrier_channel *c)
{
	return !c->file || c->under_way + c->waiting.n >= (size_t)c->file->under_way;
}

size_t carrier_channel_room(struct carrier_channel *c, int64_t now)
{
	size_t most, room;

	if (!c->file || c->waiting.n || rests(c, now))
		return 0;
	most = c->unanswered ? 1 : (size_t)c->file->under_way;
	room = (size_t)segment_window_room(&c->window, now);
	most = most > c->under_way ? most - c->under_way : 0;
	return room < most ? room : most;
}

/* Of the first that waits. INT64_MAX: when one under way is answered. */
static int64_t may_leave_at(struct carrier_channel *c, int64_t now)
{
	int64_t at = segment_window_opens(&c->window, c->waiting.first->segments, now);

	if (!c->unanswered)
		return at;
	if (c->under_way)
		return INT64_MAX;
	return c->rests_until > at ? c->rests_until : at;
}

int64_t carrier_channel_next(struct carrier_channel *c, int64_t now)
{
	int64_t at;

	if (c->waiting.n)
		return may_leave_at(c, now);
	if (c->unanswered && c->rests_until > now)
		return c->rests_until;
	at = segment_window_opens(&c->window, 1, now);
	return at > now ? at : INT64_MAX;
}

/* ---- texts ---- */

void carrier_channel_add(struct carrier_channel *c, struct carrier_text *t)
{
	t->of = c;
	carrier_texts_add(&c->waiting, t);
}

struct carrier_text *carrier_channel_take(struct carrier_channel *c, int64_t now)
{
	if (!c->waiting.n || may_leave_at(c, now) > now)
		return NULL;
	c->under_way++;
	return carrier_texts_take(&c->waiting);
}

void carrier_channel_leaves(struct carrier_channel *c, const struct carrier_text *t, int64_t now)
{
	segment_window_use(&c->window, t->segments, now);
}

void carrier_channel_done(struct carrier_channel *c)
{
	c->under_way--;
}

void carrier_channel_heard(struct carrier_channel *c, const struct http_outcome *o, int64_t now)
{
	int64_t rest = SECOND_MS;

	if (o->torn)
		c->fresh_until = now + FRESH_MS;
	if (o->whole) {
		c->unanswered = 0;
		return;
	}
	if (c->unanswered && now < c->rests_until) /* it left before the rest began */
		return;
	for (unsigned i = 0; i < c->unanswered && rest < REST_MOST_MS; i++)
		rest *= 2;
	c->unanswered++;
	c->rests_until = now + (rest < REST_MOST_MS ? rest : REST_MOST_MS);
}
