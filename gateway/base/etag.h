/* What a client shows to prove that it changes what it has seen: RFC 9110, strong. */
#ifndef ETAG_H
#define ETAG_H

#include <stdbool.h>

#include "templates/text/hex.h"

#define ETAG_HASH 16
#define ETAG_BYTES (HEX_BYTES(ETAG_HASH) + 2)

/* That of a representation: `"`, hexadecimal digits, `"`. */
void etag_write(const char *representation, char out[ETAG_BYTES]);
/* Whether a header If-Match has it, or is `*`. */
bool etag_is_in(const char *if_match, const char *etag);
/* Whether a header If-None-Match has it, a weak one too, or is `*`. */
bool etag_is_known(const char *if_none_match, const char *etag);

#endif
