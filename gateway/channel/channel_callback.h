/* What a carrier calls back with, on /mo/CHANNEL and /dlr/CHANNEL, as inputs of ours, as the channel's file says. Knows
 * no socket and no library of HTTP. */
#ifndef CHANNEL_CALLBACK_H
#define CHANNEL_CALLBACK_H

#include "gateway/channel/callback/callback_request.h"
#include "gateway/channel/channel_settings.h"
#include "gateway/state/input.h"

#define CALLBACK_INPUTS_MAX 256

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
