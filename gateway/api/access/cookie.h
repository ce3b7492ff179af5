/* The session's cookie. No page of another site makes a browser send it (SameSite=Strict), no script reads it (HttpOnly),
 * and over TLS no neighbour under the same domain can plant one (the prefix __Host-). It is for this wing alone. */
#ifndef COOKIE_H
#define COOKIE_H

#include "gateway/api/access/request_origin.h"
#include "gateway/api/access/token.h"

/* Its value, as the browser sends it. False: it sends none. */
bool cookie_read(const struct api_request *r, const struct request_origin *o, char out[TOKEN_BYTES]);
/* What sets it to this secret, as the header Set-Cookie has it; NULL: what takes it away. */
void cookie_write(const struct request_origin *o, const char *secret, char out[COOKIE_BYTES]);
/* True if a page of ours may have sent this: another site's can send neither JSON, without asking first whether it may,
 * which is never answered, nor say that it comes from the same origin. */
bool cookie_is_own_page(const struct api_request *r);

#endif
