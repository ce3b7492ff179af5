#include "gateway/release/mt_queue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/tables/outbox.h"
#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"
#include "gateway/wire/wire.h"

#define CHUNK 64
#define RETRY_MS 1000 /* the contract allows 2 s */

struct lane { /* one channel */
	char name[CHANNEL_BYTES];
	bool blocked, trying;
	int64_t oldest;   /* of the rows that wait, when blocked */
	int64_t retry_at; /* steady ms */
};

struct row { /* an outbox row that is not to be handed over (again); id 0: a free place */
	int64_t id;
	uint32_t lane;
	bool settled; /* answered, and waits for the commit that marks it */
};

struct ids {
	int64_t *all;
	size_t n, cap;
};

struct mt_queue {
	struct store *store;
	struct lane *lanes;
	size_t lanes_n;
	struct row *rows; /* open hash by id, `rows_size` a power of two, never more than half full */
	size_t rows_size, rows_n, unanswered;
	int64_t after; /* rows up to here are handed over, or wait in a blocked lane */
	bool look;
	size_t waiting; /* committed by us and not read yet */
	struct ids sent, expired;
};

/* ---- rows ---- */

static size_t place_of(const struct mt_queue *p, int64_t id)
{
	uint64_t h = (uint64_t)id * 0x9e3779b97f4a7c15u;
	size_t i = (size_t)(h >> 20) & (p->rows_size - 1);

	while (p->rows[i].id && p->rows[i].id != id)
		i = (i + 1) & (p->rows_size - 1);
	return i;
}

static struct row *row_find(struct mt_queue *p, int64_t id)
{
	struct row *row = &p->rows[place_of(p, id)];

	return row->id ? row : NULL;
}

static bool rows_grow(struct mt_queue *p)
{
	struct row *old = p->rows;
	size_t size = p->rows_size;

	p->rows = calloc(size ? size * 2 : 1024, sizeof(*p->rows));
	if (!p->rows) {
		p->rows = old;
		return false;
	}
	p->rows_size = size ? size * 2 : 1024;
	for (size_t i = 0; i < size; i++)
		if (old[i].id)
			p->rows[place_of(p, old[i].id)] = old[i];
	free(old);
	return true;
}

static bool row_add(struct mt_queue *p, int64_t id, uint32_t lane, bool settled)
{
	if ((p->rows_n + 1) * 2 > p->rows_size && !rows_grow(p))
		return false;
	p->rows[place_of(p, id)] = (struct row){.id = id, .lane = lane, .settled = settled};
	p->rows_n++;
	p->unanswered += !settled;
	return true;
}

/* Those behind it that had to step aside for it move up. */
static void row_remove(struct mt_queue *p, int64_t id)
{
	size_t i = place_of(p, id);
	struct row moved;

	if (!p->rows[i].id)
		return;
	p->unanswered -= !p->rows[i].settled;
	p->rows[i].id = 0;
	p->rows_n--;
	for (size_t j = (i + 1) & (p->rows_size - 1); p->rows[j].id; j = (j + 1) & (p->rows_size - 1)) {
		moved = p->rows[j];
		p->rows[j].id = 0;
		p->rows[place_of(p, moved.id)] = moved;
	}
}

static bool ids_add(struct ids *list, int64_t id)
{
	size_t cap = list->cap ? list->cap * 2 : 256;
	int64_t *all;

	if (list->n == list->cap) {
		all = realloc(list->all, cap * sizeof(*all));
		if (!all)
			return false;
		list->all = all;
		list->cap = cap;
	}
	list->all[list->n++] = id;
	return true;
}

/* ---- lanes ---- */

static bool lane_of(struct mt_queue *p, const char *channel, uint32_t *lane)
{
	struct lane *all;

	for (*lane = 0; *lane < p->lanes_n; ++*lane)
		if (strcmp(p->lanes[*lane].name, channel) == 0)
			return true;
	all = realloc(p->lanes, (p->lanes_n + 1) * sizeof(*all));
	if (!all)
		return false;
	p->lanes = all;
	p->lanes[p->lanes_n++] = (struct lane){0};
	snprintf(p->lanes[*lane].name, sizeof(p->lanes[*lane].name), "%s", channel);
	return true;
}

static void read_again_from(struct mt_queue *p, int64_t id)
{
	if (p->after > id - 1)
		p->after = id - 1;
	p->look = true;
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

static void unblock(struct mt_queue *p, struct lane *l)
{
	l->blocked = false;
	l->trying = false;
	read_again_from(p, l->oldest);
}

/* ---- what the broker said ---- */

void mt_queue_answered(struct mt_queue *p, int64_t id, int reason)
{
	struct row *row = row_find(p, id);
	struct lane *l;

	if (!row || row->settled)
		return;
	l = &p->lanes[row->lane];
	if (reason == 0 && ids_add(&p->sent, id)) {
		row->settled = true;
		p->unanswered--;
		if (l->blocked) {
			log_info("MTs on mt/%s are taken again", l->name);
			unblock(p, l);
		}
		return;
	}
	row_remove(p, id);
	if (reason == 0) { /* no memory to note it: it goes out again, under its id */
		read_again_from(p, id);
	} else if (reason == EXPIRED_UNSENT) { /* hand_over() sees it too, once it is read again */
		l->trying = false;
		read_again_from(p, id);
	} else {
		block(l, id, reason);
	}
}

void mt_queue_settled(const struct mt_queue *p, struct settled *out)
{
	out->sent = p->sent.all;
	out->sent_n = p->sent.n;
	out->expired = p->expired.all;
	out->expired_n = p->expired.n;
}

void mt_queue_settled_kept(struct mt_queue *p)
{
	for (size_t i = 0; i < p->sent.n; i++)
		row_remove(p, p->sent.all[i]);
	for (size_t i = 0; i < p->expired.n; i++)
		row_remove(p, p->expired.all[i]);
	p->sent.n = p->expired.n = 0;
}

/* ---- handing over ---- */

/* The row is noted first: the broker's answer may come while it is handed over. */
static bool send_row(struct mt_queue *p, struct broker *b, const struct outbox_mt *m, uint32_t lane, int64_t now)
{
	char topic[CHANNEL_BYTES + 4];
	char *payload = wire_mt(m);
	struct publish out = {.topic = topic, .payload = payload, .tag = m->id};
	bool ok;

	snprintf(topic, sizeof(topic), "mt/%s", m->channel);
	if (!payload || !row_add(p, m->id, lane, false)) {
		free(payload);
		return false;
	}
	out.n = strlen(payload);
	out.expires_s = m->expires ? (m->expires - now + 999) / 1000 : 0;
	ok = broker_publish(b, &out);
	if (!ok)
		row_remove(p, m->id);
	free(payload);
	return ok;
}

static bool expire(struct mt_queue *p, const struct outbox_mt *m, uint32_t lane, int64_t now)
{
	if (!m->expires || m->expires > now || !row_add(p, m->id, lane, true))
		return false;
	if (!ids_add(&p->expired, m->id)) {
		row_remove(p, m->id);
		return false;
	}
	log_warn("MT %s on mt/%s has expired unsent", m->uuid, m->channel);
	return true;
}

/* False: no room, or no memory; not this row nor any behind it. */
static bool hand_over(struct mt_queue *p, struct broker *b, const struct outbox_mt *m, int64_t now)
{
	uint32_t lane;

	if (row_find(p, m->id))
		return true;
	if (!lane_of(p, m->channel, &lane))
		return false;
	if (p->lanes[lane].blocked) {
		if (p->lanes[lane].oldest > m->id)
			p->lanes[lane].oldest = m->id;
		return true;
	}
	return expire(p, m, lane, now) || send_row(p, b, m, lane, now);
}

void mt_queue_send(struct mt_queue *p, struct broker *b, size_t room)
{
	struct outbox_mt chunk[CHUNK];
	int64_t now = clock_now();
	size_t n, max;

	while (p->look && room && broker_room(b)) {
		bool ok = true;

		max = room < CHUNK ? room : CHUNK;
		n = outbox_ready(p->store, p->after, chunk, max);
		p->look = n == max;
		p->waiting = p->look && p->waiting > n ? p->waiting - n : 0;
		for (size_t i = 0; i < n; i++) {
			size_t before = p->unanswered;
			int64_t id = chunk[i].id;

			ok = ok && hand_over(p, b, &chunk[i], now);
			if (ok && p->after < id)
				p->after = id;
			room -= p->unanswered > before;
			outbox_mt_free(&chunk[i]);
		}
		if (!ok) {
			p->look = true;
			return;
		}
	}
}

/* The oldest that still waits in a lane: expired ones pass away, and with none left the lane is free. */
static void try_lane(struct mt_queue *p, struct broker *b, uint32_t lane, int64_t now)
{
	struct outbox_mt chunk[CHUNK];
	struct lane *l = &p->lanes[lane];
	int64_t after = l->oldest - 1;
	size_t n;
	bool done = false;

	do {
		n = outbox_ready(p->store, after, chunk, after == l->oldest - 1 ? 1 : CHUNK);
		for (size_t i = 0; i < n; i++) {
			after = chunk[i].id;
			if (!done && strcmp(chunk[i].channel, l->name) == 0 && !row_find(p, after) &&
			    !expire(p, &chunk[i], lane, now)) {
				done = true;
				l->oldest = after;
				l->retry_at = clock_steady() + RETRY_MS;
				l->trying = true; /* the answer may come before send_row() returns */
				if (!send_row(p, b, &chunk[i], lane, now))
					l->trying = false;
			}
			outbox_mt_free(&chunk[i]);
		}
	} while (n && !done);
	if (!done && !store_failed(p->store))
		unblock(p, l);
}

void mt_queue_try_blocked(struct mt_queue *p, struct broker *b)
{
	for (uint32_t i = 0; i < p->lanes_n; i++) {
		const struct lane *l = &p->lanes[i];

		if (l->blocked && !l->trying && clock_steady() >= l->retry_at && broker_room(b))
			try_lane(p, b, i, clock_now());
	}
}

/* ---- the rest ---- */

void mt_queue_more(struct mt_queue *p, size_t n)
{
	p->waiting += n;
}

bool mt_queue_looks(const struct mt_queue *p)
{
	return p->look;
}

size_t mt_queue_waiting(const struct mt_queue *p)
{
	return p->waiting;
}

void mt_queue_look(struct mt_queue *p)
{
	p->look = true;
}

int64_t mt_queue_retry_at(const struct mt_queue *p)
{
	int64_t at = INT64_MAX;

	for (size_t i = 0; i < p->lanes_n; i++)
		if (p->lanes[i].blocked && !p->lanes[i].trying && p->lanes[i].retry_at < at)
			at = p->lanes[i].retry_at;
	return at;
}

struct mt_queue *mt_queue_new(struct store *s)
{
	struct mt_queue *p = calloc(1, sizeof(*p));

	if (!p)
		return NULL;
	p->store = s;
	p->look = true;
	if (rows_grow(p))
		return p;
	free(p);
	return NULL;
}

void mt_queue_free(struct mt_queue *p)
{
	if (!p)
		return;
	free(p->lanes);
	free(p->rows);
	free(p->sent.all);
	free(p->expired.all);
	free(p);
}
