/* Carriers by HTTP: a request for each text, as its channel's file says, many under way at a time. What a text's answer
 * means the file says too; what it means that none came, carrier_text.h.
 *
 * What each function is for, struct transport_row says. All of it is for the loop's thread, and libcurl's many
 * connections are one descriptor there (http_client.h). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"
#include "gateway/carrier/carrier_channel.h"
#include "gateway/carrier/http_client.h"
#include "gateway/channel/channel.h"
#include "gateway/transport/transport.h"
#include "templates/text/array.h"
#include "templates/text/units.h"

#define IDLE_MS 1000

struct carrier {
	struct transport_hooks hooks;
	struct http_client *client;
	struct carrier_channel **all; /* one for each file there is or was */
	size_t n, cap;
	struct carrier_texts answered; /* and to be told of */
};

/* ---- channels ---- */

static struct carrier_channel *find(const struct carrier *r, const char *name)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->all[i]->name, name) == 0)
			return r->all[i];
	return NULL;
}

static bool goes_by_http(const struct channel *c)
{
	return c->kind == CHANNEL_HTTP && c->send;
}

/* NULL: out of memory. */
static struct carrier_channel *find_or_make(struct carrier *r, const char *name)
{
	struct carrier_channel *c = find(r, name), **all;

	if (c)
		return c;
	all = array_room(r->all, r->n, &r->cap, sizeof(*all));
	if (!all)
		return NULL;
	r->all = all;
	c = carrier_channel_new(name);
	if (c)
		all[r->n++] = c;
	return c;
}

/* ---- what is answered ---- */

static void done(void *ctx, void *owner, const struct http_outcome *o)
{
	struct carrier *r = ctx;
	struct carrier_text *t = owner;

	carrier_text_judge(t, o, clock_now());
	carrier_channel_done(t->of);
	if (o->sent)
		carrier_channel_heard(t->of, o, clock_steady());
	carrier_texts_add(&r->answered, t);
}

static bool hear(void *self)
{
	struct carrier *r = self;
	struct carrier_texts told = r->answered;
	struct carrier_text *t;
	bool any = told.n;

	r->answered = (struct carrier_texts){0};
	while ((t = carrier_texts_take(&told))) {
		const struct transport_answer a = {
			.tag = t->mt.id,
			.outcome = t->answer.outcome,
			.why = t->answer.why,
			.carrier_id = t->answer.carrier_id,
			.status = t->status,
			.wait_ms = t->answer.wait_ms,
			.alone = t->answer.alone,
		};

		r->hooks.answered(r->hooks.ctx, &a);
		carrier_text_free(t);
	}
	return any;
}

/* ---- what leaves ---- */

static void start(struct carrier *r, struct carrier_text *t)
{
	int64_t now = clock_steady();

	if (carrier_text_fill(t, now, clock_now())) {
		if (http_client_start(r->client, &t->request, t->channel->timeout_ms, t->of->fresh_until > now, t)) {
			carrier_channel_leaves(t->of, t, now);
			return;
		}
		carrier_text_settle(t, TRANSPORT_LATER, "out of memory");
	}
	carrier_channel_done(t->of);
	carrier_texts_add(&r->answered, t);
}

static void start_all(struct carrier *r)
{
	struct carrier_text *t;

	for (size_t i = 0; i < r->n; i++)
		while ((t = carrier_channel_take(r->all[i], clock_steady())))
			start(r, t);
}

static bool send_text(void *self, const struct outbox_mt *mt, int64_t expires_s)
{
	struct carrier *r = self;
	struct carrier_channel *c = find(r, mt->channel);
	int64_t now = clock_steady();
	struct carrier_text *t;

	if (!c || carrier_channel_is_full(c))
		return false;
	t = carrier_text_new(c->held, c->file, mt, expires_s ? now + expires_s * SECOND_MS : 0);
	if (!t)
		return false;
	carrier_channel_add(c, t);
	t = carrier_channel_take(c, now);
	if (t)
		start(r, t);
	return true;
}

static void tend(void *self)
{
	struct carrier *r = self;

	http_client_turn(r->client);
	start_all(r);
}

static void flush(void *self)
{
	struct carrier *r = self;

	http_client_turn(r->client);
}

static void hurry(void *self, bool hurried)
{
	(void)self, (void)hurried;
}

/* ---- how much, and when ---- */

static bool carries(const void *self, const char *channel)
{
	const struct carrier_channel *c = find(self, channel);

	return c && c->file;
}

static bool knows_again(const void *self, const char *channel)
{
	const struct carrier_channel *c = find(self, channel);

	return c && c->file && c->file->resends;
}

static size_t room_for(const void *self, const char *channel)
{
	struct carrier_channel *c = find(self, channel);

	return c ? carrier_channel_room(c, clock_steady()) : 0;
}

static size_t room(const void *self)
{
	const struct carrier *r = self;
	int64_t now = clock_steady();
	size_t all = 0;

	for (size_t i = 0; i < r->n; i++)
		all += carrier_channel_room(r->all[i], now);
	return all;
}

static bool owes(const void *self)
{
	const struct carrier *r = self;
	bool any = r->answered.n;

	for (size_t i = 0; i < r->n && !any; i++)
		any = r->all[i]->under_way || r->all[i]->waiting.n;
	return any;
}

static void watch(const void *self, struct watch_list *list)
{
	const struct carrier *r = self;

	watch_list_add(list, http_client_fd(r->client), POLLIN);
}

static int timeout(const void *self)
{
	const struct carrier *r = self;
	int64_t now = clock_steady(), at = now + IDLE_MS, next;
	int ms = http_client_timeout(r->client);

	if (r->answered.n)
		return 0;
	if (ms >= 0 && now + ms < at)
		at = now + ms;
	for (size_t i = 0; i < r->n; i++) {
		next = carrier_channel_next(r->all[i], now);
		at = next < at ? next : at;
	}
	return at > now ? (int)(at - now) : 0;
}

/* One carrier that is down is no reason for the gateway to be: its texts wait or go another way. */
static bool is_up(const void *self)
{
	(void)self;
	return true;
}

/* ---- beginning and end ---- */

/* Of a channel that is no longer. */
static void give_back(struct carrier *r, struct carrier_channel *c)
{
	struct carrier_text *t;

	while ((t = carrier_texts_take(&c->waiting))) {
		carrier_text_settle(t, TRANSPORT_LATER, "its channel has no file any longer");
		carrier_texts_add(&r->answered, t);
	}
}

static bool take_files(struct carrier *r, struct channels *all)
{
	size_t connections = 0;
	bool ok = true;

	for (size_t i = 0; all && i < all->n; i++)
		if (goes_by_http(&all->all[i]))
			ok &= find_or_make(r, all->all[i].name) != NULL;
	for (size_t i = 0; i < r->n; i++) {
		const struct channel *file = channels_find(all, r->all[i]->name);

		if (file && !goes_by_http(file))
			file = NULL;
		ok &= carrier_channel_renew(r->all[i], file ? all : NULL, file);
		if (file)
			connections += (size_t)file->under_way;
		else
			give_back(r, r->all[i]);
	}
	http_client_keep(r->client, connections);
	return ok;
}

static void renew(void *self, struct channels *c)
{
	if (!take_files(self, c))
		log_error("out of memory for the channels that were read again; some go on as they were");
}

static void forget(void *owner)
{
	carrier_text_free(owner);
}

static void close_carrier(void *self)
{
	struct carrier *r = self;

	http_client_free(r->client, forget);
	carrier_texts_free(&r->answered);
	for (size_t i = 0; i < r->n; i++)
		carrier_channel_free(r->all[i]);
	free(r->all);
	free(r);
}

static void *open_carrier(const struct setup *s, struct channels *c, const struct transport_hooks *hooks, char *why,
			  size_t size)
{
	struct carrier *r = calloc(1, sizeof(*r));
	struct http_hooks ours = {.ctx = r, .done = done};

	(void)s;
	snprintf(why, size, "out of memory for the channels");
	if (!r)
		return NULL;
	r->hooks = *hooks;
	r->client = http_client_new(&ours, why, size);
	if (!r->client) {
		free(r);
		return NULL;
	}
	if (take_files(r, c))
		return r;
	snprintf(why, size, "out of memory for the channels");
	close_carrier(r);
	return NULL;
}

const struct transport_row transport_carrier = {
	.name = "carrier",
	.keeps_order = false, /* a request is answered when it is */
	.open = open_carrier,
	.renew = renew,
	.close = close_carrier,
	.watch = watch,
	.timeout = timeout,
	.tend = tend,
	.hear = hear,
	.is_up = is_up,
	.carries = carries,
	.knows_again = knows_again,
	.room = room,
	.room_for = room_for,
	.send = send_text,
	.flush = flush,
	.hurry = hurry,
	.owes = owes,
};
