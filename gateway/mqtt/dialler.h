/* Connecting blocks (name resolution always, and a lost SYN for a second), so a thread does it. It is for this wing
 * alone. */
#ifndef DIALLER_H
#define DIALLER_H

#include <pthread.h>
#include <stdbool.h>

#include "gateway/config/settings.h"
#include "gateway/mqtt/connection.h"

struct dialler {
	const struct setup *setup;
	const struct connection *first, *second;
	pthread_t thread;
	int done_fd;   /* wakeup.h: readable once the thread has done */
	int rc, error; /* how it went: the library's code, and errno with it */
};

/* Connects `first`, then `second`; all is borrowed. False: no descriptor to be had. */
bool dialler_init(struct dialler *d, const struct setup *s, const struct connection *first,
		  const struct connection *second);
/* Not while the thread runs. Does nothing after a dialler_init() that failed. */
void dialler_free(struct dialler *d);

/* From here on until dialler_has_done() says so, both handles are the thread's alone. False: no thread to be had. */
bool dialler_start(struct dialler *d);
/* False: not yet. Else the thread is gone; rc and error say how it went. */
bool dialler_has_done(struct dialler *d);
/* Waits for the thread, `ms` at most. False: it goes on by itself, and all that it borrowed must stay to the end of
 * the process. */
bool dialler_give_up(struct dialler *d, int ms);

#endif
