/* Tokens, by which people are known over HTTP. Of each only the digest is kept. */
#ifndef TOKEN_ROWS_H
#define TOKEN_ROWS_H

#include "db/store/store.h"

#define TOKEN_HASH 32 /* bytes: SHA-256 of the token as text */

/* Times are UTC ms. */
struct token_row {
	int64_t id, person, created;
	int64_t expires; /* 0: never */
	int64_t revoked; /* 0: it is not */
};

/* Inside the caller's transaction; *id is the new one's. */
bool token_add(struct store *s, const unsigned char hash[TOKEN_HASH], int64_t person, int64_t now, int64_t expires,
	       int64_t *id);
/* The one of that digest, if it still holds at `now`. */
bool token_find(struct store *s, const unsigned char hash[TOKEN_HASH], int64_t now, struct token_row *out);
bool token_by_id(struct store *s, int64_t id, struct token_row *out);
/* Inside the caller's transaction. */
bool token_revoke(struct store *s, int64_t id, int64_t now);
/* All of a person that still hold: they are revoked, and their ids stay, for the ledger names them. Likewise. */
bool tokens_end(struct store *s, int64_t person, int64_t now);
/* Above `after`, in order, at most max. */
size_t tokens_list(struct store *s, int64_t after, struct token_row *out, size_t max);

#endif
