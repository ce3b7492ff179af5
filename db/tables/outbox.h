/* The outbox: each text that goes out, and how far it got. */
#ifndef OUTBOX_H
#define OUTBOX_H

#include "db/sqlite/store.h"
#include "handlers/decide/decide.h"

#define UUID_TEXT 37

/* Puts a message into the outbox as `ready` (`params_json` made by the caller). uuid_out gets its id. `inbox` is the newest
 * input: messages lie in the order of the inputs that caused them, and only so are they found again. */
bool outbox_add(struct store *s, const struct message *m, const char *channel, const char *params_json, int64_t inbox,
	       int64_t now, char uuid_out[UUID_TEXT]);
struct outbox_mt { /* one row to send; strings to be freed by outbox_mt_free() */
	int64_t id, created, expires, ticket;
	char uuid[UUID_TEXT], channel[CHANNEL_BYTES], number[MSISDN_MAX], template[TEMPLATE_NAME], encoding[8];
	int segments;
	char *text, *params;
};
/* The sender's own answer to an input, as it was posted: to send it again. False if it went by no SMS, or the store failed. */
bool outbox_find_answer(struct store *s, int64_t inbox, struct outbox_mt *out);
/* Rows in state ready with id > after, in order. By the index on the state: costs what it returns. */
size_t outbox_ready(struct store *s, int64_t after, struct outbox_mt *out, size_t max);
void outbox_mt_free(struct outbox_mt *p);
/* Sets a row's state; an error may be given. Inside a transaction. A report may have come before: nothing takes back
 * delivered, failed, expired or rejected, nor `sending` and `sent` accepted; that is no failure. */
bool outbox_mark(struct store *s, int64_t id, const char *state, const char *error, int64_t now);
/* The same for many at once, without an error; cheapest where the ids follow one another. */
bool outbox_mark_all(struct store *s, const int64_t *ids, size_t n, const char *state, int64_t now);
/* A delivery report by uuid, under the same rule. *known is false if no MT has that id. */
bool outbox_report(struct store *s, const char *uuid, const char *status, const char *error, int64_t at, bool *known);
/* As struct world's `told`. */
size_t outbox_told(struct store *s, int64_t ticket, int64_t text, int64_t *people, size_t max);
/* Messages about a ticket, with state and times, for show. */
struct outbox_row {
	char number[MSISDN_MAX], template[TEMPLATE_NAME], state[16], error[128];
	int64_t created, state_at, person;
	bool answer;
	char *text;
};
size_t outbox_of_ticket(struct store *s, int64_t ticket, struct outbox_row *out, size_t max);
void outbox_row_free(struct outbox_row *r);
/* Messages because of one input, for `text`, `open` and rehearse. */
size_t outbox_of_input(struct store *s, int64_t inbox, struct outbox_row *out, size_t max);
/* How many rows are `ready`, `sending` or `unknown`, bounded by `most`: for readiness and metrics. */
int64_t outbox_count(struct store *s, const char *state, int64_t most);

#endif
