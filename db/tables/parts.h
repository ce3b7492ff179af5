/* Parts of a long message that come one by one, kept until all are there. */
#ifndef PARTS_H
#define PARTS_H

#include "db/sqlite/store.h"

/* A part of a long message. When all have come, *whole is the joined text (to be freed), else NULL. A part that was
 * there already is replaced by nothing. Parts of an earlier message under the same ref (older than a day, or with other
 * words in this place) make way; a message that is whole is forgotten here, so that its ref may be used again. */
bool parts_add(struct store *s, const char *channel, const char *sender, int64_t ref, int total, int number,
	       int64_t inbox, const char *text, char **whole);

#endif
