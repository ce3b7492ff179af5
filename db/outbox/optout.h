/* Numbers whose owners want no more texts but answers to their own. */
#ifndef OPTOUT_H
#define OPTOUT_H

#include "db/store/store.h"

/* `inbox`: the text that says so. One that stands already stays as it is. False on failure, here and below. */
bool optout_begin(struct store *s, const char *number, int64_t since, int64_t inbox);
bool optout_end(struct store *s, const char *number);
/* Since when (UTC ms); 0: texts may go there, or the store failed. */
int64_t optout_since(struct store *s, const char *number);

#endif
