#include "gateway/release/mt_queue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/store/outbox.h"
#include "db/store/store.h"
#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"
#include "gateway/release/mt_rows.h"
#include "gateway/transport/publish_queue.h"
#include "gateway/wire/wire_out.h"
#include "handlers/people/people.h"
#include "templates/text/array.h"
#include "templates/text/text.h"

#define CHUNK 64
#define RETRY_MS 1000 /* who begins to listen should not wait for longer than 2 s */

struct lane { /* one channel */
	char name[CHANNEL_BYTES];
	bool blocked, trying;
	int64_t oldest;   /* of the rows that wait, when blocked */
	int64_t retry_at; /* steady ms */
};

struct ids {
	int64_t *all;
	size_t n, cap;
};

struct mt_queue {
	struct store *store;
	struct lane *lanes;
	size_t lanes_n, lanes_cap;
	struct mt_rows rows;
	int64_t after; /* rows up to here are handed over, or wait in a blocked lane */
	bool look;
	size_t waiting; /* committed by us and not read yet */
	struct ids sent, expired;
};

static bool ids_add(struct ids *list, int64_t id)
{
	int64_t *all = array_room(list->all, list->n, &list->cap, sizeof(*all));

	if (!all)
		return false;
	list->all = all;
	all[list->n++] = id;
	return true;
}

/* ---- lanes ---- */

static bool lane_of(struct mt_queue *q, const char *channel, uint32_t *lane)
{
	struct lane *all;

	for (*lane = 0; *lane < q->lanes_n; ++*lane)
		if (strcmp(q->lanes[*lane].name, channel) == 0)
			return true;
	all = array_room(q->lanes, q->lanes_n, &q->lanes_cap, sizeof(*all));
	if (!all)
		return false;
	q->lanes = all;
	all[q->lanes_n] = (struct lane){0};
	text_copy(all[q->lanes_n++].name, CHANNEL_BYTES, channel);
	return true;
}

static void read_again_from(struct mt_queue *q, int64_t id)
{
	if (q->after > id - 1)
		q->after = id - 1;
	q->look = true;
}

static void block(struct lane *l, int64_t row, int reason)
{
	if (!l->blocked) {
		l->blocked = true;
		l->oldest = row;
		log_warn("nobody takes MTs on mt/%s (%s); they wait, the oldest is tried again every second", l->name,
			 reason == 0x10   ? "no subscriber"
			 : reason == 0x87 ? "the broker's ACL forbids it"
					  : "refused");
	}
	if (row <= l->oldest) {
		l->oldest = row;
		l->trying = false;
	}
	l->retry_at = clock_steady() + RETRY_MS;
}

static void unblock(struct mt_queue *q, struct lane *l)
{
	l->blocked = false;
	l->trying = false;
	read_again_from(q, l->oldest);
}

/* ---- what the broker said ---- */

void mt_queue_answered(struct mt_queue *q, int64_t id, int reason)
{
	struct mt_row *row = mt_rows_find(&q->rows, id);
	struct lane *l;

	if (!row || row->settled)
		return;
	l = &q->lanes[row->lane];
	if (reason == 0 && ids_add(&q->sent, id)) {
		mt_rows_settle(&q->rows, row);
		if (l->blocked) {
			log_info("MTs on mt/%s are taken again", l->name);
			unblock(q, l);
		}
		return;
	}
	mt_rows_remove(&q->rows, id);
	if (reason == 0) { /* no memory to note it: it goes out again, under its id */
		read_again_from(q, id);
	} else if (reason == EXPIRED_UNSENT) { /* hand_over() sees it too, once it is read again */
		l->trying = false;
		read_again_from(q, id);
	} else {
		block(l, id, reason);
	}
}

void mt_queue_settled(const struct mt_queue *q, struct settled *out)
{
	out->sent = q->sent.all;
	out->sent_n = q->sent.n;
	out->expired = q->expired.all;
	out->expired_n = q->expired.n;
}

void mt_queue_settled_kept(struct mt_queue *q)
{
	for (size_t i = 0; i < q->sent.n; i++)
		mt_rows_remove(&q->rows, q->sent.all[i]);
	for (size_t i = 0; i < q->expired.n; i++)
		mt_rows_remove(&q->rows, q->expired.all[i]);
	q->sent.n = q->expired.n = 0;
}

/* ---- handing over ---- */

/* The row is noted first: the broker's answer may come while it is handed over. */
static bool send_row(struct mt_queue *q, struct broker *b, const struct outbox_mt *m, uint32_t lane, int64_t now)
{
	char topic[CHANNEL_BYTES + 4];
	char *payload = wire_mt(m);
	struct publish out = {.topic = topic, .payload = payload, .tag = m->id};
	bool ok;

	snprintf(topic, sizeof(topic), "mt/%s", m->channel);
	if (!payload || !mt_rows_add(&q->rows, m->id, lane, false)) {
		free(payload);
		return false;
	}
	out.n = strlen(payload);
	out.expires_s = m->expires ? (m->expires - now + 999) / 1000 : 0;
	ok = broker_publish(b, &out);
	if (!ok)
		mt_rows_remove(&q->rows, m->id);
	free(payload);
	return ok;
}

static bool expire(struct mt_queue *q, const struct outbox_mt *m, uint32_t lane, int64_t now)
{
	if (!m->expires || m->expires > now || !mt_rows_add(&q->rows, m->id, lane, true))
		return false;
	if (!ids_add(&q->expired, m->id)) {
		mt_rows_remove(&q->rows, m->id);
		return false;
	}
	log_warn("MT %s on mt/%s has expired unsent", m->uuid, m->channel);
	return true;
}

/* False: no room, or no memory; not this row nor any behind it. */
static bool hand_over(struct mt_queue *q, struct broker *b, const struct outbox_mt *m, int64_t now)
{
	uint32_t lane;

	if (mt_rows_find(&q->rows, m->id))
		return true;
	if (!lane_of(q, m->channel, &lane))
		return false;
	if (q->lanes[lane].blocked) {
		if (q->lanes[lane].oldest > m->id)
			q->lanes[lane].oldest = m->id;
		return true;
	}
	return expire(q, m, lane, now) || send_row(q, b, m, lane, now);
}

/* Frees the chunk. False: not all of it. */
static bool hand_over_all(struct mt_queue *q, struct broker *b, struct outbox_mt *chunk, size_t n, int64_t now)
{
	bool ok = true;

	for (size_t i = 0; i < n; i++) {
		ok = ok && hand_over(q, b, &chunk[i], now);
		if (ok && q->after < chunk[i].id)
			q->after = chunk[i].id;
		outbox_mt_free(&chunk[i]);
	}
	return ok;
}

void mt_queue_send(struct mt_queue *q, struct broker *b, size_t room)
{
	struct outbox_mt chunk[CHUNK];
	int64_t now = clock_now();
	size_t n, max, before;

	while (q->look && room && broker_room(b)) {
		max = room < CHUNK ? room : CHUNK;
		before = q->rows.unanswered;
		n = outbox_ready(q->store, q->after, chunk, max);
		q->look = n == max;
		q->waiting = q->look && q->waiting > n ? q->waiting - n : 0;
		if (!hand_over_all(q, b, chunk, n, now)) {
			q->look = true;
			return;
		}
		room -= q->rows.unanswered - before;
	}
}

/* Tries the first of the chunk that waits in this lane; expired ones pass away. Frees the chunk. False: none waits. */
static bool try_one(struct mt_queue *q, struct broker *b, uint32_t lane, struct outbox_mt *chunk, size_t n, int64_t now)
{
	struct lane *l = &q->lanes[lane];
	bool tried = false;

	for (size_t i = 0; i < n; i++) {
		const struct outbox_mt *m = &chunk[i];

		if (!tried && strcmp(m->channel, l->name) == 0 && !mt_rows_find(&q->rows, m->id) &&
		    !expire(q, m, lane, now)) {
			tried = true;
			l->oldest = m->id;
			l->retry_at = clock_steady() + RETRY_MS;
			l->trying = true; /* the answer may come before send_row() returns */
			if (!send_row(q, b, m, lane, now))
				l->trying = false;
		}
		outbox_mt_free(&chunk[i]);
	}
	return tried;
}

/* The oldest that still waits in a lane; with none left the lane is free. */
static void try_lane(struct mt_queue *q, struct broker *b, uint32_t lane, int64_t now)
{
	struct outbox_mt chunk[CHUNK];
	int64_t after = q->lanes[lane].oldest - 1;
	size_t n = outbox_ready(q->store, after, chunk, 1);

	while (n) {
		after = chunk[n - 1].id;
		if (try_one(q, b, lane, chunk, n, now))
			return;
		n = outbox_ready(q->store, after, chunk, CHUNK);
	}
	if (!store_failed(q->store))
		unblock(q, &q->lanes[lane]);
}

void mt_queue_try_blocked(struct mt_queue *q, struct broker *b)
{
	for (uint32_t i = 0; i < q->lanes_n; i++) {
		const struct lane *l = &q->lanes[i];

		if (l->blocked && !l->trying && clock_steady() >= l->retry_at && broker_room(b))
			try_lane(q, b, i, clock_now());
	}
}

/* ---- the rest ---- */

void mt_queue_more(struct mt_queue *q, size_t n)
{
	q->waiting += n;
}

bool mt_queue_looks(const struct mt_queue *q)
{
	return q->look;
}

size_t mt_queue_waiting(const struct mt_queue *q)
{
	return q->waiting;
}

void mt_queue_look(struct mt_queue *q)
{
	q->look = true;
}

int64_t mt_queue_retry_at(const struct mt_queue *q)
{
	int64_t at = INT64_MAX;

	for (size_t i = 0; i < q->lanes_n; i++)
		if (q->lanes[i].blocked && !q->lanes[i].trying && q->lanes[i].retry_at < at)
			at = q->lanes[i].retry_at;
	return at;
}

struct mt_queue *mt_queue_new(struct store *s)
{
	struct mt_queue *q = calloc(1, sizeof(*q));

	if (!q)
		return NULL;
	q->store = s;
	q->look = true;
	if (mt_rows_init(&q->rows))
		return q;
	free(q);
	return NULL;
}

void mt_queue_free(struct mt_queue *q)
{
	if (!q)
		return;
	free(q->lanes);
	mt_rows_free(&q->rows);
	free(q->sent.all);
	free(q->expired.all);
	free(q);
}
