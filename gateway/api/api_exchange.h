/* One request of /v1 under way, and its way through the loop where something is to be decided. */
#ifndef API_EXCHANGE_H
#define API_EXCHANGE_H

#include "gateway/api/access/token.h"
#include "gateway/api/api_request.h"
#include "gateway/callback/asker_queue.h"
#include "handlers/answer/rulebook.h"
#include "templates/wording/lang.h"

struct stream;

/* Stays where it is from api_begin() to api_end(). */
struct api_exchange {
	struct asker asker; /* first: the queue knows it by this */
	struct asked_input input;
	char *payload;
	unsigned good;           /* the status of a decision that was made */
	char to[64];             /* of free words: to whom, of a row: whose, as it was said */
	bool held;               /* where it is done, `reply` is the answer already */
	char token[TOKEN_BYTES]; /* that was made, shown once; "": none was */
	/* what the loop said of it */
	int64_t made;
	char outcome[16];
	char *answer;
	int64_t ticket;
	bool differs;         /* the key was used before, with another body */
	enum row_lacks lacks; /* of a row: why nothing was written */
	enum forbidden forbidden;
	bool no_memory;
	void (*over)(struct api_exchange *x); /* by the loop: it is the owner's again; set before api_put() */
	void *owner;
	enum lang lang; /* of who asks */
	struct api_reply reply;
	struct stream *stream; /* of a reply that has no end; api_stream_end() takes it away */
};

/* False: there is no room, and api_finish() is to be called at once. */
bool api_put(struct api_exchange *x, struct asker_queue *q);
/* The loop has answered: makes x->reply, in words of rules that the caller holds until it returns. */
void api_finish(const struct rulebook *rules, struct api_exchange *x);
/* Frees what it holds but the reply's body, unless api_finish() never made one. */
void api_end(struct api_exchange *x);

#endif
