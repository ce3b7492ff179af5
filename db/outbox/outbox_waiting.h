/* What waits in the outbox, channel by channel: those of one cost another nothing. Each question costs what it
 * returns. */
#ifndef OUTBOX_WAITING_H
#define OUTBOX_WAITING_H

#include "db/outbox/outbox.h"

/* The first channel by name, behind `after` ("": of all), by which something is to go. False: there is none further. */
bool outbox_next_channel(struct store *s, const char *after, char channel[CHANNEL_BYTES]);
/* Those of a channel that are ready and wait for nothing of their own, with id > after, in order. */
size_t outbox_ready(struct store *s, const char *channel, int64_t after, struct outbox_mt *out, size_t max);
/* Those that wait by themselves: each has its `not_before` (UTC ms), and this order is that of these, rows of one time
 * in the order of their ids. From one place to the end; at most max. */
struct outbox_turn {
	int64_t at, id; /* behind this row; both 0: from the first */
};
size_t outbox_held(struct store *s, const char *channel, const struct outbox_turn *after, struct outbox_mt *out,
		   size_t max);
/* One of the former by its row; false: it is no longer ready. */
bool outbox_ready_one(struct store *s, int64_t id, struct outbox_mt *out);
/* One that is marked as `sending`; false: it is no longer. */
bool outbox_sending(struct store *s, int64_t id, struct outbox_mt *out);
/* When the oldest was put in that is ready (UTC ms); 0: none is. */
int64_t outbox_oldest_ready(struct store *s);
#endif
