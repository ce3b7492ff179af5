/* A text that its sender, or the network, sent again: known by what it says. */
#ifndef RESEND_H
#define RESEND_H

#include "db/sqlite/store.h"

/* The row of the first text of that person with that digest which was done or forwarded, was not taken back, and
 * whose moment is at most `within` ms from `moment`, either way; 0: there is none. Never the row `self`. */
int64_t resend_find(struct store *s, int64_t person, const unsigned char digest[32], int64_t moment, int64_t within,
		    int64_t self);

#endif
