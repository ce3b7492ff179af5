/* All transports of one `serve`, open. For one thread, the loop's. */
#ifndef TRANSPORTS_H
#define TRANSPORTS_H

#include "gateway/transport/transport.h"

struct transport {
	const struct transport_row *row;
	void *self;
};

/* Zero-initialise. */
struct transports {
	struct transport *all;
	size_t n;
};

/* The rows of TRANSPORT_ROWS, a NULL behind. */
extern const struct transport_row *const transport_rows[];

/* Opens each row of the list. False with one line in why[size]; to be closed in any case. */
bool transports_open(struct transports *ts, const struct transport_row *const rows[], const struct setup *s,
		     struct channels *c, const struct transport_hooks *hooks, char *why, size_t size);
void transports_close(struct transports *ts);
/* The channels' files were read again. */
void transports_renew(const struct transports *ts, struct channels *c);

/* By which texts of this channel go; NULL: there is none. Valid until they are closed. */
const struct transport *transports_for(const struct transports *ts, const char *channel);
/* By which everything else goes; NULL: there is none. */
const struct transport *transports_publisher(const struct transports *ts);

/* Of one, which may be NULL. */
size_t transport_room(const struct transport *t);
size_t transport_room_for(const struct transport *t, const char *channel);
bool transport_publish(const struct transport *t, const struct publish *p);

/* ---- as transport.h has it, of all ---- */

size_t transports_room(const struct transports *ts); /* the sum */
void transports_watch(const struct transports *ts, struct watch_list *list);
int transports_timeout(const struct transports *ts); /* the soonest; -1: none */
void transports_tend(const struct transports *ts);
bool transports_hear(const struct transports *ts); /* from any */
bool transports_are_up(const struct transports *ts);
bool transports_owe(const struct transports *ts); /* any */
void transports_hurry(const struct transports *ts, bool hurried);
void transports_flush(const struct transports *ts);
void transports_pause(const struct transports *ts, bool paused);
void transports_listen(const struct transports *ts);
void transports_acknowledge(const struct transports *ts);
void transports_drop(const struct transports *ts, int after_ms);

#endif
