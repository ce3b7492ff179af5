/* A gateway with HTTP on one of the bench's databases, and a broker of its own. */
#ifndef HTTP_SITE_H
#define HTTP_SITE_H

#include <stddef.h>

#include "tests/gateway/peer.h"

#define SITE_TOKEN_BYTES 80

/* On the cached database of that size, in the folder `dir`. Stops the bench if it cannot. `copied`: on a copy. */
void http_site_begin(struct peer_site *s, const char *dir, size_t tickets, bool copied);
/* `person`: a name or a number. */
void http_site_token(const struct peer_site *s, const char *person, char out[SITE_TOKEN_BYTES]);
void http_site_end(struct peer_site *s);

#endif
