#include "gateway/http/connection_list.h"

#include <stdlib.h>
#include <sys/socket.h>

/* The library sees that it has ended, and ends it. */
static void cut(struct open_connection *c)
{
	c->phase = CUT;
	shutdown(c->fd, SHUT_RDWR);
}

static void make_room(struct connection_list *list)
{
	struct open_connection *oldest = NULL;
	size_t n = 0;

	for (struct open_connection *c = list->first; c; c = c->next) {
		if (c->phase != HALF_OPEN)
			continue;
		n++;
		if (!oldest || c->since < oldest->since)
			oldest = c;
	}
	if (n > HALF_OPEN_MOST)
		cut(oldest);
}

struct open_connection *connection_list_add(struct connection_list *list, int fd, int64_t now)
{
	struct open_connection *c = malloc(sizeof(*c));

	if (!c)
		return NULL;
	*c = (struct open_connection){.next = list->first, .link = &list->first, .fd = fd, .since = now};
	if (c->next)
		c->next->link = &c->next;
	list->first = c;
	make_room(list);
	return c;
}

void connection_list_remove(struct open_connection *c)
{
	if (!c)
		return;
	*c->link = c->next;
	if (c->next)
		c->next->link = c->link;
	free(c);
}

void connection_enters(struct open_connection *c, enum connection_phase phase, int64_t now)
{
	if (!c || c->phase == CUT)
		return;
	if (c->phase == WAITS || phase == HALF_OPEN)
		c->since = now;
	c->phase = phase;
}

void connection_list_sweep(struct connection_list *list, int64_t now)
{
	for (struct open_connection *c = list->first; c; c = c->next)
		if (c->phase != CUT && c->phase != WAITS && now - c->since >= WHOLE_MS)
			cut(c);
}
