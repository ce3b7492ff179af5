/* A ticket that the gateway opens by itself, as another system would: an input of its own, filed in the inbox with its
 * payload. For this wing alone. */
#ifndef SYSTEM_OPEN_H
#define SYSTEM_OPEN_H

#include "gateway/road/intake.h"
#include "gateway/wire/wire_out.h"

/* Inside the transaction of `intake`, which gets what it caused to count. `channel` names who opens; o->key says what is
 * opened once. *ticket is its number, an earlier one's where the key is known; 0: it was not opened, and the log says why.
 * False if the store or memory failed. */
bool system_open(struct intake *intake, const char *channel, const struct wire_opening *o, int64_t *ticket);

#endif
