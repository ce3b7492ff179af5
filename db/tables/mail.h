/* Inbox and outbox: each text as it came, what became of it, and each text that goes out. */
#ifndef MAIL_H
#define MAIL_H

#include "db/sqlite/store.h"
#include "handlers/decide/decide.h"

struct inbox_entry {      /* one input, as it came; pointers are borrowed */
	const char *kind; /* "mo", "dlr", "open" */
	const char *channel;
	const char *key;            /* NULL: none could be read */
	int64_t came, sent, moment; /* sent 0: it does not say */
	const char *sender;         /* NULL: none */
	int64_t person;             /* 0: none */
	const void *payload;
	size_t length; /* whole; INBOX_KEPT of it are kept where it is refused or rejected, or over 64 KiB */
	const unsigned char *digest; /* 32 bytes: SHA-256 of the folded text; or NULL */
};
#define INBOX_KEPT 4096

/* Files a letter with outcome "new". *id is its row; *again is true if its key is there already (then *id is the first
 * one's row and nothing was written). False on failure of the store. */
bool inbox_take(struct store *s, const struct inbox_entry *l, int64_t *id, bool *again);
/* Notes what became of it. NULL or 0 for what does not apply. */
bool inbox_settle(struct store *s, int64_t id, const char *outcome, const char *why, int64_t ticket,
		  const char *answer);
/* What became of an earlier letter: for the reply to a repeated one, and for show. */
struct inbox_row {
	int64_t id, came, sent, person, ticket;
	char kind[8], channel[CHANNEL_BYTES], sender[MSISDN_MAX], outcome[16], why[256];
	char *text;   /* payload as text, to be freed; NULL if it is none */
	char *answer; /* to be freed; NULL if none */
};
bool inbox_read(struct store *s, int64_t id, struct inbox_row *out);
void inbox_row_free(struct inbox_row *r);
/* Letters about a ticket, in order. Free each. */
size_t inbox_of_ticket(struct store *s, int64_t ticket, struct inbox_row *out, size_t max);

/* An earlier text of that person with that digest, taken (done or forwarded), not undone, its moment at most `within`
 * ms from `moment`, either way; its row id, or 0. Not `self`. */
int64_t resend_find(struct store *s, int64_t person, const unsigned char digest[32], int64_t moment, int64_t within,
		    int64_t self);
/* The digest by which a resend is known, once the parts of a long text are joined. */
bool inbox_set_digest(struct store *s, int64_t id, const unsigned char digest[32]);
bool inbox_mark_undone(struct store *s, int64_t id); /* marks a text as taken back */
/* As struct world's `changed_by`, of texts that have a digest still; `since` is when they came, and they were sent at most a
 * week before. */
size_t inbox_changed_by(struct store *s, int64_t person, int64_t since, int64_t *tickets, size_t max);

/* A part of a long message. When all have come, *whole is the joined text (to be freed), else NULL. A part that was
 * there already is replaced by nothing. Parts of an earlier message under the same ref (older than a day, or with other
 * words in this place) make way; a message that is whole is forgotten here, so that its ref may be used again. */
bool parts_add(struct store *s, const char *channel, const char *sender, int64_t ref, int total, int number,
	       int64_t inbox, const char *text, char **whole);

/* Senders nobody knows: number, how many texts, the last time and text; newest first. */
struct stranger {
	char number[MSISDN_MAX];
	int64_t count, last;
	char text[256];
};
size_t inbox_strangers(struct store *s, struct stranger *out, size_t max);

/* ---- out ---- */
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
/* When the newest input came; 0: none did. */
int64_t inbox_newest(struct store *s);
/* How many rows are `ready`, `sending` or `unknown`, bounded by `most`: for readiness and metrics. */
int64_t outbox_count(struct store *s, const char *state, int64_t most);

#endif
