/* The outbox: each text that goes out, from its being decided until the last that is heard of it. */
#ifndef OUTBOX_H
#define OUTBOX_H

#include "db/store/delivery.h"
#include "db/store/store.h"
#include "handlers/decide/decide.h"
#include "templates/wording/template.h"

#define UUID_TEXT 37

/* Puts a message into the outbox as `ready` (`params_json` made by the caller). uuid_out gets its id. `inbox` is the
 * newest input: messages lie in the order of the inputs that caused them, and only so are they found again. */
bool outbox_add(struct store *s, const struct message *m, const char *channel, const char *params_json, int64_t inbox,
		int64_t now, char uuid_out[UUID_TEXT]);

struct outbox_mt {                                        /* one to send; strings to be freed by outbox_mt_free() */
	int64_t id, created, expires, ticket, not_before; /* not_before: outbox_waiting.h */
	char uuid[UUID_TEXT], channel[CHANNEL_BYTES], number[MSISDN_MAX], template[TEMPLATE_NAME], encoding[8];
	int segments, tries;
	char *text, *params;
};
/* The sender's own answer to an input, as it was put in: to send it again. False if there is none, as where it went by
 * another way than SMS, or the store failed. */
bool outbox_find_answer(struct store *s, int64_t inbox, struct outbox_mt *out);
void outbox_mt_free(struct outbox_mt *m);

/* Sets a row's state; an error may be given. Inside a transaction. A report may have come before: nothing takes back
 * a final state, nor `sent` or `unknown` accepted; that is no failure. */
bool outbox_mark(struct store *s, int64_t id, enum delivery state, const char *error, int64_t now);
/* The same for many at once, without an error; cheapest where the ids follow one another. */
bool outbox_mark_all(struct store *s, const int64_t *ids, size_t n, enum delivery state, int64_t now);
/* The row of a UUID as text; *id is 0 if there is none. */
bool outbox_find(struct store *s, const char *uuid, int64_t *id);

/* How many are ready, and how many unknown; each counted up to `most`. */
int64_t outbox_count_ready(struct store *s, int64_t most);
int64_t outbox_count_unknown(struct store *s, int64_t most);

#endif
