/* A token: what somebody shows to be known over HTTP. It is shown once, when it is made, and never kept as it is. */
#ifndef TOKEN_H
#define TOKEN_H

#include <stdbool.h>
#include <stddef.h>

#include "db/store/token_rows.h"

#define TOKEN_BYTES 72 /* "fg_" and 64 hexadecimal digits, with the NUL */

/* Makes one of 256 random bits. False where the system gives none. */
bool token_make(char out[TOKEN_BYTES]);
/* Its digest. `token` may be anything that somebody sent; what cannot be one has none, and false is returned. */
bool token_hash(const char *token, unsigned char out[TOKEN_HASH]);

#endif
