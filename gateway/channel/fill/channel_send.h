/* `send` of a channel's file: the request by which a text goes out. It is for this wing alone. */
#ifndef CHANNEL_SEND_H
#define CHANNEL_SEND_H

#include "gateway/channel/answer_rows.h"
#include "gateway/channel/fill/signature.h"

#define SEND_HEADERS_MAX 16

struct send_header {
	char name[HEADER_BYTES];
	struct place_text value;
};

struct channel_send {
	char method[8];
	struct place_text url, query, body;
	bool asks;             /* the URL has a `?` of its own */
	const char *body_type; /* NULL: there is no body */
	struct send_header headers[SEND_HEADERS_MAX];
	size_t headers_n;
	char user[128]; /* of basic; "": there is none */
	const char *password, *bearer;
	struct signature signature;
	int timeout_s;
	bool shown; /* a secret leaves this computer unencrypted: */
	int line, col;
	struct answer_rows answers;
};

/* Reads `send` and `answers` of a channel's file. NULL, with a fault, if there is no `send` or memory runs out. Free
 * with channel_send_free(), which takes NULL. */
struct channel_send *channel_send_read(const struct yaml *root, const struct channel_secrets *secrets,
				       struct faults *f);
void channel_send_free(struct channel_send *s);

#endif
