/* What is sent back for one request. It is for this wing alone. */
#ifndef REPLY_H
#define REPLY_H

#include <microhttpd.h>

struct reply {
	unsigned status;
	const char *type;
	char *made;       /* freed when it is sent; or NULL: */
	const char *text; /* a string that stays */
};

/* One line, in a string that stays. */
struct reply reply_plain(unsigned status, const char *text);
/* {"error": …}: what is wrong, and what would work. */
struct reply reply_error(unsigned status, const char *error);
/* Hands it to the library, and frees it. */
enum MHD_Result reply_send(struct MHD_Connection *c, const struct reply *r);

#endif
