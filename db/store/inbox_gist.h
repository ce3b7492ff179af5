/* Texts by which a person gets nowhere, as their gist in the inbox shows: what they say but for digits. */
#ifndef INBOX_GIST_H
#define INBOX_GIST_H

#include <stddef.h>

#include "db/store/store.h"

#define GIST_BYTES 32 /* SHA-256 of the folded text without its digits */

/* Sets the gist of a text that was refused or passed on, or that repeats one that was passed on. False if the store
 * failed. */
bool inbox_set_gist(struct store *s, int64_t id, const unsigned char gist[GIST_BYTES]);
/* How many others of that person have this gist, were refused or passed on, and came after `since` (UTC ms); at most
 * `max` are counted. 0 where the store failed, too. */
size_t inbox_alike(struct store *s, int64_t person, const unsigned char gist[GIST_BYTES], int64_t since, size_t max);
/* The same, with the repeats of texts that were passed on. */
size_t inbox_alike_or_resent(struct store *s, int64_t person, const unsigned char gist[GIST_BYTES], int64_t since,
			     size_t max);

#endif
