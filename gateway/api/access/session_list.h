/* The sessions of browsers: each stands for a token, so that the token itself is shown once and then forgotten by the page.
 * They are kept in memory alone, as digests; a gateway that starts anew has none. For one thread. It is for this wing
 * alone. */
#ifndef SESSION_LIST_H
#define SESSION_LIST_H

#include "gateway/api/access/token.h"

#define SESSIONS_MOST 1024
#define SESSIONS_EACH 8                          /* of one token; then the one that has rested longest ends */
#define SESSION_RESTS_MS (12 * 60 * 60 * 1000LL) /* not used for so long, it ends */

struct session {
	unsigned char hash[TOKEN_HASH];
	int64_t token; /* its id */
	int64_t used;  /* UTC ms */
};

/* Zero-initialise. */
struct session_list {
	struct session all[SESSIONS_MOST];
	size_t n;
};

/* A new one, whose secret is in out. False where the system gives no random bytes. */
bool session_begin(struct session_list *list, int64_t token, int64_t now, char out[TOKEN_BYTES]);
/* The token's id; 0: there is no such session, or none any more. */
int64_t session_token(struct session_list *list, const char *secret, int64_t now);
void session_end(struct session_list *list, const char *secret);

#endif
