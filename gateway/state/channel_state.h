/* What the loop and the road tell each other about channels: which of them are down, so that texts go by another; and
 * by which texts were put in. For one thread, the loop's. Where there is no `serve`, no channel is down. */
#ifndef CHANNEL_STATE_H
#define CHANNEL_STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "gateway/state/gateway.h"

struct channel_states;

/* NULL when out of memory. */
struct channel_states *channel_states_new(void);
void channel_states_free(struct channel_states *s);

/* ---- for the road ---- */

/* By which channel a text for this one goes now: it, or, while it is down, the one that its file names as `then`. It
 * too where a text is wanted that shows whether it still is down. Valid until the loop says otherwise. */
const char *channel_way(const struct gateway *g, const char *channel);
/* A text was put into the outbox for this channel. */
void channel_put(const struct gateway *g, const char *channel);

/* ---- for the release ---- */

/* It is down, and its texts go by that one, which may be said again and again; NULL: it is not. */
void channel_states_down(struct channel_states *s, const char *channel, const char *by);
/* The next text for it, which is down, is to go by it after all. */
void channel_states_probe(struct channel_states *s, const char *channel);
/* A channel by which texts were put in since it was told last, and how many. False: there is none left; *missed: some
 * may have been put in by any channel. */
bool channel_states_next(struct channel_states *s, char channel[CHANNEL_BYTES], size_t *texts, bool *missed);

#endif
