/* Numbers whose owners want no more texts but answers to their own. */
#ifndef OPTOUT_H
#define OPTOUT_H

#include "db/store/store.h"

/* `inbox`: the text that says so. One that stands already stays as it is. False on failure, here and below. */
bool optout_begin(struct store *s, const char *number, int64_t since, int64_t inbox);
bool optout_end(struct store *s, const char *number);
/* Rejects, for that reason, what is ready to go to that number about a ticket, but answers. *n is how many. */
bool optout_reject_ready(struct store *s, const char *number, int64_t ticket, const char *why, int64_t now, int *n);
/* Since when (UTC ms); 0: texts may go there, or the store failed. */
int64_t optout_since(struct store *s, const char *number);

#endif
