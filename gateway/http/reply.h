/* What is sent back for one request. It is for this wing alone. */
#ifndef REPLY_H
#define REPLY_H

#include <microhttpd.h>
#include <stdbool.h>
#include <stddef.h>

struct reply {
	unsigned status;
	const char *type;
	char *made;                 /* freed when it is sent; or NULL: */
	const char *text;           /* a string that stays */
	const char *allow;          /* of 405: the methods; else NULL */
	const char *cookie;         /* to be set; "" or NULL: none */
	const char *etag;           /* "" or NULL: none */
	const unsigned char *bytes; /* in the place of both, `length` of them, that stay; or NULL */
	size_t length;
	const char *encoding;        /* of these; NULL: none */
	const char *cache;           /* as Cache-Control has it; NULL: it is not to be kept */
	const char *attachment;      /* as which file it is to be kept; "" or NULL: as none */
	bool page;                   /* a browser shows it, and is told what it may do there */
	int later_s;                 /* of 503 and 429: not before; 0: it does not say */
	struct MHD_Response *stream; /* whose body has no end; then `made` and `text` are not sent; else NULL */
	bool asks_token;             /* of 401: what would prove the caller */
};

/* One line, in a string that stays. */
struct reply reply_plain(unsigned status, const char *text);
/* {"error": …}: what is wrong, and what would work. */
struct reply reply_error(unsigned status, const char *error);
/* The same as 503. */
struct reply reply_later(const char *error, int later_s);
/* 404: there is no such page; what there is. */
struct reply reply_none(void);
/* Hands it to the library, and frees it. */
enum MHD_Result reply_send(struct MHD_Connection *c, const struct reply *r);

#endif
