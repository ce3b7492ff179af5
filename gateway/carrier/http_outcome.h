/* What became of a request of HTTP. It is for this wing alone. */
#ifndef HTTP_OUTCOME_H
#define HTTP_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>

#define HTTP_BODY_MOST 65536 /* bytes of an answer that are read; then it is cut */

/* All of it borrowed. */
struct http_outcome {
	bool sent;               /* some of it may have left */
	bool whole;              /* an answer came, to its end or to HTTP_BODY_MOST */
	bool late;               /* the time was over */
	bool torn;               /* a kept connection ended without a byte of an answer */
	int status;              /* of the answer; 0: none came */
	const char *retry_after; /* that header's value; NULL: it had none */
	const char *body;
	size_t n;
	const char *why; /* unless whole: one line */
};

#endif
