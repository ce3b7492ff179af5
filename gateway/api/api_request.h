/* What /v1 is asked, and what it answers, without any library of HTTP. */
#ifndef API_REQUEST_H
#define API_REQUEST_H

#include <stddef.h>
#include <stdint.h>

#include "gateway/base/etag.h"

struct api_request { /* all of it borrowed */
	const char *method;
	const char *path; /* what stands behind /v1/, decoded */
	const char *body; /* n bytes, and a NUL behind */
	size_t n;
	/* A header's value by its name in any case; NULL: it has none. */
	const char *(*header)(void *ctx, const char *name);
	/* A value of the query, decoded, by its name; NULL: it is not there. */
	const char *(*argument)(void *ctx, const char *name);
	void *ctx;
	const char *address; /* of the connection's other end; "" if it is not known */
	int64_t now;         /* UTC ms */
};

#define COOKIE_BYTES 192

struct api_reply {
	unsigned status;
	const char *type;          /* a string that stays */
	char *body;                /* to be freed; "" of 204; NULL: memory ran out */
	const char *allow;         /* of 405: the methods; else NULL */
	int later_s;               /* not before; 0: it does not say */
	char etag[ETAG_BYTES];     /* of what is answered; "": none */
	char cookie[COOKIE_BYTES]; /* as Set-Cookie has it; "": none */
};

#endif
