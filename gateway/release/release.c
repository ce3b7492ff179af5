#include "gateway/release/release.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"
#include "gateway/release/event_publisher.h"
#include "gateway/release/mt_queue.h"
#include "gateway/wire/wire.h"

#define NOTES_MAX 65536
#define SETTLE_MS 50
#define SETTLE_ROWS 1024
#define BEHIND_MOST 1024

struct note { /* a reply or a rejection */
	struct note *next;
	char *topic;
	bool whole;
	char *payload;
	void *correlation;
	size_t correlation_n;
};

struct release {
	struct store *store;
	struct mt_queue *post;
	struct publisher *publisher;
	struct note *notes, **notes_end;
	size_t notes_n;
	int64_t settle_at; /* steady ms; 0: nothing to settle */
};

/* ---- replies and rejections ---- */

static void note_free(struct note *n)
{
	free(n->topic);
	free(n->payload);
	free(n->correlation);
	free(n);
}

static void note_drop_first(struct release *r)
{
	struct note *n = r->notes;

	r->notes = n->next;
	if (!r->notes)
		r->notes_end = &r->notes;
	r->notes_n--;
	note_free(n);
}

/* Takes over topic, payload and correlation. Best effort: whoever misses a reply sends again. */
static void note_add(struct release *r, const struct note *from)
{
	struct note *n = malloc(sizeof(*n));

	if (n)
		*n = *from;
	if (!n || !from->topic || !from->payload) {
		free(n);
		free(from->topic);
		free(from->payload);
		free(from->correlation);
		log_warn("a reply is lost: out of memory");
		return;
	}
	n->next = NULL;
	*r->notes_end = n;
	r->notes_end = &n->next;
	if (++r->notes_n > NOTES_MAX) {
		note_drop_first(r);
		log_warn("more than %d replies wait for the broker; the oldest is dropped", NOTES_MAX);
	}
}

static char *rejected_topic(const struct input *in)
{
	char *topic;

	return asprintf(&topic, "rejected/%s", in->kind == IN_OPEN ? "open" : in->channel) < 0 ? NULL : topic;
}

void release_batch(struct release *r, struct batch *b)
{
	for (size_t i = 0; i < b->n; i++) {
		struct input *in = &b->all[i];

		mt_queue_more(r->post, (size_t)in->texts);
		if (in->rejected) {
			note_add(r, &(struct note){.topic = rejected_topic(in), .payload = in->rejected});
			in->rejected = NULL;
		}
		if (in->reply && in->reply_to) {
			note_add(r, &(struct note){.topic = in->reply_to,
						   .whole = true,
						   .payload = in->reply,
						   .correlation = in->correlation,
						   .correlation_n = in->correlation_n});
			in->reply_to = in->reply = NULL;
			in->correlation = NULL;
			in->correlation_n = 0;
		}
	}
}

static void send_notes(struct release *r, struct broker *b)
{
	while (r->notes) {
		const struct note *n = r->notes;
		const struct publish p = {.topic = n->topic,
					  .whole = n->whole,
					  .payload = n->payload,
					  .n = strlen(n->payload),
					  .correlation = n->correlation,
					  .correlation_n = n->correlation_n};

		if (!broker_publish(b, &p))
			return;
		note_drop_first(r);
	}
}

/* ---- what was answered ---- */

struct settled release_settled(const struct release *r)
{
	struct settled s = {.published = publisher_settled(r->publisher)};

	mt_queue_settled(r->post, &s);
	return s;
}

bool release_settled_any(const struct settled *s)
{
	return s->sent_n || s->expired_n || s->published;
}

static void settle_soon(struct release *r)
{
	const struct settled s = release_settled(r);

	if (!r->settle_at && release_settled_any(&s))
		r->settle_at = clock_steady() + SETTLE_MS;
}

bool release_settled_due(const struct release *r)
{
	const struct settled s = release_settled(r);

	return r->settle_at && (s.sent_n + s.expired_n >= SETTLE_ROWS || clock_steady() >= r->settle_at);
}

void release_settled_kept(struct release *r)
{
	mt_queue_settled_kept(r->post);
	publisher_settled_kept(r->publisher);
	r->settle_at = 0;
}

/* Rows are tagged by their ids, events by theirs made negative. */
void release_answered(struct release *r, int64_t tag, int reason)
{
	if (tag > 0)
		mt_queue_answered(r->post, tag, reason);
	else
		publisher_answered(r->publisher, -tag, reason);
	settle_soon(r);
}

/* ---- all of it ---- */

void release_forgotten(struct release *r)
{
	publisher_retell(r->publisher);
}

void release_look(struct release *r)
{
	mt_queue_look(r->post);
	publisher_look(r->publisher);
}

/* MTs before events, since people wait for them; but a quarter of the room is the events'. */
void release_pump(struct release *r, struct broker *b, bool last)
{
	size_t room;

	send_notes(r, b);
	room = broker_room(b);
	if (last || !room)
		return;
	store_read_begin(r->store);
	mt_queue_try_blocked(r->post, b);
	mt_queue_send(r->post, b, room - room / 4);
	publisher_send(r->publisher, b);
	mt_queue_send(r->post, b, broker_room(b));
	publisher_send_again(r->publisher, b);
	store_read_end(r->store);
	settle_soon(r); /* some may have expired */
}

bool release_waiting(const struct release *r)
{
	return r->notes || mt_queue_looks(r->post) || publisher_looks(r->publisher);
}

bool release_behind(const struct release *r)
{
	return mt_queue_waiting(r->post) > BEHIND_MOST || r->notes_n > BEHIND_MOST;
}

int release_timeout(const struct release *r, const struct broker *b)
{
	int64_t at = r->settle_at ? r->settle_at : INT64_MAX, now = clock_steady();

	if (broker_room(b) && mt_queue_retry_at(r->post) < at)
		at = mt_queue_retry_at(r->post);
	if (at == INT64_MAX)
		return -1;
	return at <= now ? 0 : (int)(at - now);
}

bool release_owes(const struct release *r)
{
	return r->notes;
}

struct release *release_new(struct gateway *g)
{
	struct release *r = calloc(1, sizeof(*r));

	if (!r)
		return NULL;
	r->store = g->store;
	r->notes_end = &r->notes;
	r->post = mt_queue_new(g->store);
	r->publisher = r->post ? publisher_new(g) : NULL;
	if (r->publisher)
		return r;
	release_free(r);
	return NULL;
}

void release_free(struct release *r)
{
	if (!r)
		return;
	while (r->notes)
		note_drop_first(r);
	mt_queue_free(r->post);
	publisher_free(r->publisher);
	free(r);
}
