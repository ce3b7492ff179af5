#include "gateway/base/watch_list.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/base/log.h"
#include "templates/text/array.h"

void watch_list_add(struct watch_list *list, int fd, short events)
{
	struct pollfd *all = array_room(list->all, list->n, &list->cap, sizeof(*all));

	if (!all)
		return;
	list->all = all;
	all[list->n++] = (struct pollfd){.fd = fd, .events = events};
}

void watch_list_wait(struct watch_list *list, int ms)
{
	if (poll(list->all, list->n, ms) < 0 && errno != EINTR)
		log_error("poll: %s", strerror(errno));
	list->n = 0;
}

void watch_list_free(struct watch_list *list)
{
	free(list->all);
	*list = (struct watch_list){0};
}
