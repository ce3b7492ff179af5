/* A text that its sender, or the network, sent again: known by what it says. */
#ifndef RESEND_H
#define RESEND_H

#include "db/sqlite/store.h"

/* An earlier text of that person with that digest, taken (done or forwarded), not undone, its moment at most `within`
 * ms from `moment`, either way; its row id, or 0. Not `self`. */
int64_t resend_find(struct store *s, int64_t person, const unsigned char digest[32], int64_t moment, int64_t within,
		    int64_t self);
#endif
