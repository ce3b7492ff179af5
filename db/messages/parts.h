/* Parts of a long message that come one by one, kept until all are there. */
#ifndef PARTS_H
#define PARTS_H

#include "db/store/store.h"
#include "handlers/people/people.h"

/* Adds part `number` of `total`. When all have come, *whole is the joined text (to be freed), else NULL. A part that is
 * there already is not replaced. What lies under the same ref but belongs to an earlier message (older than an hour, or
 * with other words in this place) makes way. Of a message that is whole the parts are still known until the sender's
 * next one is: where one comes again by itself, it does not join the next message under the same ref, which may be used
 * at once. False on failure of the store, and where there can be no such part. */
bool parts_add(struct store *s, const char *channel, const char *sender, int64_t ref, int total, int number,
	       int64_t inbox, const char *text, char **whole);

/* A message of which not all parts have come within an hour. */
struct late_parts {
	char channel[CHANNEL_BYTES], sender[MSISDN_MAX];
	int64_t inbox; /* of the last part that came */
	char *text;    /* what came, with an ellipsis for each gap; to be freed; NULL: there is no such message */
};
/* When the oldest message that waits for parts is late (UTC ms); 0: none waits. */
int64_t parts_next_late(struct store *s);
/* Takes out the oldest that is late by now. False on failure of the store. */
bool parts_take_late(struct store *s, int64_t now, struct late_parts *out);

#endif
