/* A request that writes, on its way into the queue, and the key under which a repeated one is known. */
#ifndef WRITE_KEY_H
#define WRITE_KEY_H

#include "gateway/api/ask/api_ask.h"

#define WRITE_KEY_BYTES 256

/* The key of this person alone, and one of its own where none is given. False: what is given is none. */
bool write_key_read(const struct api_ask *ask, char out[WRITE_KEY_BYTES]);
/* Says what a key is. Returns false. */
bool write_key_refuse(struct api_ask *ask);
/* Puts it into the exchange, to be answered with `good` where it was decided. `payload` is the exchange's from then on;
 * NULL: memory ran out, and that is the answer. Returns what the route does. */
bool write_key_put(struct api_ask *ask, enum input_kind kind, const char *channel, char *payload, unsigned good);

#endif
