/* What a carrier calls back with, on /mo/CHANNEL and /dlr/CHANNEL, as inputs of ours, as the channel's file says. Knows
 * no socket and no library of HTTP. */
#ifndef CHANNEL_CALLBACK_H
#define CHANNEL_CALLBACK_H

#include <stdint.h>

#include "gateway/channel/channel.h"
#include "gateway/state/input.h"
#include "templates/text/units.h"

#define CALLBACK_INPUTS_MAX 256

struct callback_request { /* all of it borrowed */
	const char *method;
	const char *secret;  /* what stands behind /mo/CHANNEL/, decoded; "": nothing */
	const char *query;   /* what stands behind `?`, as it came; "": nothing */
	const char *address; /* of who calls, as text */
	const char *body;    /* n bytes */
	size_t n;
	/* A header's value by its name in any case; NULL: it has none. */
	const char *(*header)(void *ctx, const char *name);
	void *ctx;
	int64_t now; /* UTC ms */
};

/* One input: a payload as the wire has it (fieldgate(1), MQTT: mo/ and dlr/), or, where it is none, what came and why. */
struct callback_input {
	char *payload;
	size_t n;
	char refused[WHY_BYTES]; /* "": the payload is one of the wire */
};

struct callback_taken { /* to be freed by callback_taken_free() */
	int status; /* 200: the inputs are to be taken, and the file's answer given when they are; else the caller is told why */
	char why[WHY_BYTES];
	bool keep;                     /* of a refusal: what came is kept with its reason (it came from who may call) */
	struct callback_input *inputs; /* may be none: what the file leaves alone is answered and forgotten */
	size_t n;
	/* the file's answer once all is taken */
	int answer_status;
	const char *answer_type, *answer_body; /* the channel's */
};

/* `kind`: IN_MO or IN_DLR. Proves the caller first, then reads. False: out of memory. */
bool callback_read(const struct channel *c, enum input_kind kind, const struct callback_request *r,
		   struct callback_taken *out);
void callback_taken_free(struct callback_taken *t);

#endif
