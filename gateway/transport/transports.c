#include "gateway/transport/transports.h"

#include <stdio.h>
#include <stdlib.h>

#define TRANSPORT_ADDRESS(name) &transport_##name,
const struct transport_row *const transport_rows[] = {TRANSPORT_ROWS(TRANSPORT_ADDRESS) NULL};
#undef TRANSPORT_ADDRESS

/* ---- beginning and end ---- */

bool transports_open(struct transports *ts, const struct transport_row *const rows[], const struct setup *s,
		     struct channels *c, const struct transport_hooks *hooks, char *why, size_t size)
{
	size_t n = 0;

	while (rows[n])
		n++;
	*ts = (struct transports){.all = calloc(n + 1, sizeof(*ts->all))};
	if (!ts->all) {
		snprintf(why, size, "out of memory");
		return false;
	}
	for (size_t i = 0; i < n; i++) {
		void *self = rows[i]->open(s, c, hooks, why, size);

		if (!self)
			return false;
		ts->all[ts->n++] = (struct transport){.row = rows[i], .self = self};
	}
	return true;
}

void transports_renew(const struct transports *ts, struct channels *c)
{
	for (size_t i = 0; i < ts->n; i++)
		if (ts->all[i].row->renew)
			ts->all[i].row->renew(ts->all[i].self, c);
}

void transports_close(struct transports *ts)
{
	for (size_t i = 0; i < ts->n; i++)
		ts->all[i].row->close(ts->all[i].self);
	free(ts->all);
	*ts = (struct transports){0};
}

/* ---- one of them ---- */

const struct transport *transports_for(const struct transports *ts, const char *channel)
{
	for (size_t i = 0; i < ts->n; i++)
		if (ts->all[i].row->carries(ts->all[i].self, channel))
			return &ts->all[i];
	return NULL;
}

const struct transport *transports_publisher(const struct transports *ts)
{
	for (size_t i = 0; i < ts->n; i++)
		if (ts->all[i].row->publish)
			return &ts->all[i];
	return NULL;
}

size_t transport_room(const struct transport *t)
{
	return t ? t->row->room(t->self) : 0;
}

size_t transport_room_for(const struct transport *t, const char *channel)
{
	if (!t || !t->row->room_for)
		return transport_room(t);
	return t->row->room_for(t->self, channel);
}

bool transport_publish(const struct transport *t, const struct publish *p)
{
	return t && t->row->publish(t->self, p);
}

/* ---- all of them ---- */

size_t transports_room(const struct transports *ts)
{
	size_t all = 0;

	for (size_t i = 0; i < ts->n; i++)
		all += transport_room(&ts->all[i]);
	return all;
}

void transports_watch(const struct transports *ts, struct watch_list *list)
{
	for (size_t i = 0; i < ts->n; i++)
		ts->all[i].row->watch(ts->all[i].self, list);
}

int transports_timeout(const struct transports *ts)
{
	int soonest = -1, ms;

	for (size_t i = 0; i < ts->n; i++) {
		ms = ts->all[i].row->timeout(ts->all[i].self);
		if (soonest < 0 || ms < soonest)
			soonest = ms;
	}
	return soonest;
}

void transports_tend(const struct transports *ts)
{
	for (size_t i = 0; i < ts->n; i++)
		ts->all[i].row->tend(ts->all[i].self);
}

bool transports_hear(const struct transports *ts)
{
	bool any = false;

	for (size_t i = 0; i < ts->n; i++)
		any |= ts->all[i].row->hear(ts->all[i].self);
	return any;
}

bool transports_are_up(const struct transports *ts)
{
	for (size_t i = 0; i < ts->n; i++)
		if (!ts->all[i].row->is_up(ts->all[i].self))
			return false;
	return true;
}

bool transports_owe(const struct transports *ts)
{
	for (size_t i = 0; i < ts->n; i++)
		if (ts->all[i].row->owes(ts->all[i].self))
			return true;
	return false;
}

void transports_hurry(const struct transports *ts, bool hurried)
{
	for (size_t i = 0; i < ts->n; i++)
		ts->all[i].row->hurry(ts->all[i].self, hurried);
}

void transports_flush(const struct transports *ts)
{
	for (size_t i = 0; i < ts->n; i++)
		ts->all[i].row->flush(ts->all[i].self);
}

/* ---- those by which something comes in ---- */

void transports_pause(const struct transports *ts, bool paused)
{
	for (size_t i = 0; i < ts->n; i++)
		if (ts->all[i].row->listen)
			ts->all[i].row->pause(ts->all[i].self, paused);
}

void transports_listen(const struct transports *ts)
{
	for (size_t i = 0; i < ts->n; i++)
		if (ts->all[i].row->listen)
			ts->all[i].row->listen(ts->all[i].self);
}

void transports_acknowledge(const struct transports *ts)
{
	for (size_t i = 0; i < ts->n; i++)
		if (ts->all[i].row->listen)
			ts->all[i].row->acknowledge(ts->all[i].self);
}

void transports_drop(const struct transports *ts, int after_ms)
{
	for (size_t i = 0; i < ts->n; i++)
		if (ts->all[i].row->listen)
			ts->all[i].row->drop(ts->all[i].self, after_ms);
}
