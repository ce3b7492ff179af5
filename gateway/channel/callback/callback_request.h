/* What a carrier calls with, and what becomes of it: channel_callback.h reads one from the other. */
#ifndef CALLBACK_REQUEST_H
#define CALLBACK_REQUEST_H

#include <stddef.h>
#include <stdint.h>

#include "templates/text/units.h"

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

#endif
