/* The inbox: each input as it came, and what became of it. */
#ifndef INBOX_H
#define INBOX_H

#include "db/store/store.h"
#include "handlers/people/mo.h"

struct inbox_entry {      /* one input, as it came; pointers are borrowed */
	const char *kind; /* "mo", "dlr", "open", "due" */
	const char *channel;
	const char *key;            /* the sender's id; NULL: none could be read */
	int64_t came, sent, moment; /* sent 0: it does not say; moment: sent where that is plausible, else came */
	const char *sender;         /* NULL: none */
	int64_t person;             /* 0: none */
	const void *payload;
	size_t length;               /* whole; INBOX_KEPT of it are kept where it is rejected, or over 64 KiB */
	const unsigned char *digest; /* 32 bytes: SHA-256 of the folded text; or NULL */
};
#define INBOX_KEPT 4096

/* Files an input with outcome "new". *id is its row; *again is true if its key is there already (then *id is the first
 * one's row and nothing was written). False on failure of the store. */
bool inbox_take(struct store *s, const struct inbox_entry *entry, int64_t *id, bool *again);
/* True if an input of this kind and channel bears this key. */
bool inbox_has_key(struct store *s, const char *kind, const char *channel, const char *key);
/* Notes what became of it. NULL or 0 for what does not apply. */
bool inbox_settle(struct store *s, int64_t id, const char *outcome, const char *why, int64_t ticket,
		  const char *answer);
/* Sets the digest by which a resend is known, once the parts of a long text are joined. */
bool inbox_set_digest(struct store *s, int64_t id, const unsigned char digest[32]);
/* Marks a text as taken back. */
bool inbox_mark_undone(struct store *s, int64_t id);

struct inbox_row {
	int64_t id, came, sent, person, ticket;
	char kind[8], channel[CHANNEL_BYTES], sender[MSISDN_MAX], outcome[16], why[256];
	char *text;   /* payload as text; NULL if it is none */
	char *answer; /* NULL if none */
};
/* An earlier input and what became of it: for the reply to a repeated one, and for show. */
bool inbox_read(struct store *s, int64_t id, struct inbox_row *out);
/* Inputs about a ticket, in order. */
size_t inbox_of_ticket(struct store *s, int64_t ticket, struct inbox_row *out, size_t max);
void inbox_row_free(struct inbox_row *r);

/* As struct world's `last_text` and `text`; of texts that still have a digest. */
bool inbox_last_text(struct store *s, int64_t person, int64_t until, int64_t now, int64_t self, struct own_text *out);
bool inbox_text(struct store *s, int64_t id, struct own_text *out);
/* When the newest input came; 0: none did. */
int64_t inbox_newest(struct store *s);

/* A sender whom nobody knows. */
struct stranger {
	char number[MSISDN_MAX];
	int64_t count, last; /* how many texts, and when the last one came */
	char text[256];      /* the last one's */
};
/* Newest first. */
size_t inbox_strangers(struct store *s, struct stranger *out, size_t max);

#endif
