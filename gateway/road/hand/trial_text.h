/* A text that tries a channel: nobody sent anything for it, and it tells whoever gets it what it is. */
#ifndef TRIAL_TEXT_H
#define TRIAL_TEXT_H

#include "db/outbox/outbox.h"
#include "gateway/state/gateway.h"

/* Puts it into the outbox, caused by that row of the inbox, in the language of whoever has the number. `uuid` gets its id.
 * Inside a transaction; the gateway has its rules and its people. False if memory ran out or the store failed. */
bool trial_text_add(const struct gateway *g, const char *channel, const char *number, int64_t inbox, int64_t now,
		    char uuid[UUID_TEXT]);

#endif
