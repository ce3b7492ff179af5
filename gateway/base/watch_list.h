/* Descriptors that one wait watches, as many as there are. */
#ifndef WATCH_LIST_H
#define WATCH_LIST_H

#include <poll.h>
#include <stddef.h>

/* Zero-initialise. */
struct watch_list {
	struct pollfd *all;
	size_t n, cap;
};

/* `events` as poll() has them. Without memory it is not watched; who waits for it is served when the wait ends. */
void watch_list_add(struct watch_list *list, int fd, short events);
/* Until one of them is ready, for `ms` at most, and forgets them all. */
void watch_list_wait(struct watch_list *list, int ms);
void watch_list_free(struct watch_list *list);

#endif
