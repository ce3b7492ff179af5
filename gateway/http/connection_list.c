#include "gateway/http/connection_list.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* The library sees that it has ended, and ends it. */
static void cut(struct open_connection *c)
{
	c->phase = CUT;
	shutdown(c->fd, SHUT_RDWR);
}

/* Of those in this phase, which are *n. NULL: there is none. */
static struct open_connection *oldest(const struct connection_list *list, enum connection_phase phase, size_t *n)
{
	struct open_connection *found = NULL;

	*n = 0;
	for (struct open_connection *c = list->first; c; c = c->next) {
		if (c->phase != phase)
			continue;
		++*n;
		if (!found || c->entered < found->entered)
			found = c;
	}
	return found;
}

bool connection_list_make_room(struct connection_list *list, int64_t now)
{
	size_t n;
	struct open_connection *c = oldest(list, SENDS, &n);

	if (!c || now - c->entered < SLOW_MS)
		return false;
	cut(c);
	return true;
}

struct open_connection *connection_list_add(struct connection_list *list, int fd, int64_t now)
{
	struct open_connection *c = malloc(sizeof(*c)), *first;
	size_t n;

	if (!c)
		return NULL;
	*c = (struct open_connection){
		.next = list->first, .link = &list->first, .fd = fd, .since = now, .entered = now};
	if (c->next)
		c->next->link = &c->next;
	list->first = c;
	first = oldest(list, HALF_OPEN, &n);
	if (n > HALF_OPEN_MOST)
		cut(first);
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

size_t connection_list_count(const struct connection_list *list, const char *caller)
{
	size_t n = 0;

	for (const struct open_connection *c = list->first; c; c = c->next)
		n += strcmp(c->caller, caller) == 0;
	return n;
}

void connection_enters(struct open_connection *c, enum connection_phase phase, int64_t now)
{
	if (c && phase == HALF_OPEN)
		c->caller[0] = '\0';
	if (!c || c->phase == CUT)
		return;
	if (c->phase == WAITS || phase == HALF_OPEN)
		c->since = now;
	c->entered = now;
	c->phase = phase;
}

void connection_goes_on(struct open_connection *c, int64_t now)
{
	if (c)
		c->since = now;
}

int connection_list_sweep(struct connection_list *list, int64_t now)
{
	int64_t next = -1, left;

	for (struct open_connection *c = list->first; c; c = c->next) {
		if (c->phase == CUT || c->phase == WAITS)
			continue;
		left = c->since + WHOLE_MS - now;
		if (left <= 0)
			cut(c);
		else if (next < 0 || left < next)
			next = left;
	}
	return (int)next;
}
