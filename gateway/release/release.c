#include "gateway/release/release.h"

#include <limits.h>
#include <stdlib.h>

#include "db/store/store.h"
#include "gateway/base/wall_clock.h"
#include "gateway/outbox/mt_queue.h"
#include "gateway/release/event_publisher.h"
#include "gateway/release/replies.h"

#define SETTLE_MS 50
#define SETTLE_ROWS 1024
#define BEHIND_MOST 1024

struct release {
	struct store *store;
	struct mt_queue *mts;
	struct publisher *publisher;
	struct replies replies;
	int64_t settle_at; /* steady ms; 0: nothing to settle */
};

/* ---- what was answered ---- */

struct settled release_settled(const struct release *r)
{
	struct settled s = {.published = publisher_settled(r->publisher)};

	mt_queue_settled(r->mts, &s);
	return s;
}

static void settle_soon(struct release *r)
{
	const struct settled s = release_settled(r);

	if (!r->settle_at && settled_any(&s))
		r->settle_at = clock_steady() + SETTLE_MS;
}

bool release_settled_due(const struct release *r)
{
	const struct settled s = release_settled(r);

	return r->settle_at && (s.sent_n + s.expired_n + s.sending_n + s.changes_n >= SETTLE_ROWS ||
				mt_queue_hurried(r->mts) || clock_steady() >= r->settle_at);
}

void release_settled_kept(struct release *r)
{
	mt_queue_settled_kept(r->mts);
	publisher_settled_kept(r->publisher);
	r->settle_at = 0;
}

/* Rows are tagged by their ids, events by theirs made negative. */
void release_answered(struct release *r, const struct transport_answer *a)
{
	if (a->tag > 0)
		mt_queue_answered(r->mts, a);
	else
		publisher_answered(r->publisher, -a->tag, a->outcome, a->why);
	settle_soon(r);
}

/* ---- what goes out ---- */

void release_batch(struct release *r, struct batch *b)
{
	mt_queue_committed(r->mts);
	if (b->n)
		publisher_look(r->publisher);
	for (size_t i = 0; i < b->n; i++)
		replies_take(&r->replies, &b->all[i]);
}

void release_forgotten(struct release *r)
{
	publisher_republish(r->publisher);
}

void release_renew(struct release *r, const struct transports *ts)
{
	mt_queue_renew(r->mts, ts);
	publisher_republish(r->publisher); /* their fields and the zone may be others */
}

void release_look(struct release *r)
{
	mt_queue_look(r->mts);
	publisher_look(r->publisher);
}

/* MTs before events, since people wait for them; but a quarter of the room is the events'. */
void release_pump(struct release *r, const struct transports *ts, bool last)
{
	const struct transport *publisher = transports_publisher(ts);

	replies_send(&r->replies, publisher);
	if (last)
		mt_queue_stop(r->mts);
	if (last || !transports_room(ts))
		return;
	store_read_begin(r->store);
	mt_queue_send(r->mts, ts, transport_room(publisher) / 4);
	publisher_send(r->publisher, publisher);
	mt_queue_send(r->mts, ts, 0);
	publisher_send_again(r->publisher, publisher);
	store_read_end(r->store);
	settle_soon(r); /* some may have expired, or are to be marked before they leave */
}

bool release_waiting(const struct release *r)
{
	return r->replies.n || mt_queue_looks(r->mts) || publisher_looks(r->publisher);
}

bool release_behind(const struct release *r)
{
	return mt_queue_waiting(r->mts) > BEHIND_MOST || r->replies.n > BEHIND_MOST;
}

int release_timeout(const struct release *r)
{
	int64_t ms = r->settle_at ? r->settle_at - clock_steady() : INT64_MAX, wait = mt_queue_wait(r->mts);

	if (release_settled_due(r))
		ms = 0;
	if (wait < ms)
		ms = wait;
	if (ms == INT64_MAX)
		return -1;
	return ms <= 0 ? 0 : ms < INT_MAX ? (int)ms : INT_MAX;
}

bool release_owes(const struct release *r)
{
	return r->replies.n > 0;
}

struct release *release_new(struct gateway *g)
{
	struct release *r = calloc(1, sizeof(*r));

	if (!r)
		return NULL;
	r->store = g->store;
	r->mts = mt_queue_new(g);
	r->publisher = r->mts ? publisher_new(g) : NULL;
	if (r->publisher)
		return r;
	release_free(r);
	return NULL;
}

void release_free(struct release *r)
{
	if (!r)
		return;
	replies_free(&r->replies);
	mt_queue_free(r->mts);
	publisher_free(r->publisher);
	free(r);
}
