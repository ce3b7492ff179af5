#include "gateway/serve/gather.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/base/wall_clock.h"
#include "gateway/state/input.h"
#include "templates/text/text.h"

static bool kind_of(const char *topic, enum input_kind *kind, const char **channel)
{
	*channel = "";
	if (strcmp(topic, "ticket/open") == 0) {
		*kind = IN_OPEN;
	} else if (strncmp(topic, "mo/", 3) == 0) {
		*kind = IN_MO;
		*channel = topic + 3;
	} else if (strncmp(topic, "dlr/", 4) == 0) {
		*kind = IN_DLR;
		*channel = topic + 4;
	} else {
		return false;
	}
	return true;
}

/* A copy with a NUL behind. */
static char *copy(const void *from, size_t n)
{
	char *to = malloc(n + 1);

	if (!to)
		return NULL;
	if (n)
		memcpy(to, from, n);
	to[n] = '\0';
	return to;
}

/* The whole payload is kept, however long: batch_run() rejects it, and a rejection gives the SHA-256 of all of it. */
static bool fill(struct input *in, const void *payload, size_t n, const char *reply_to, const void *correlation,
		 size_t correlation_n)
{
	in->payload = copy(payload, n);
	in->length = n;
	in->reply_to = reply_to ? strdup(reply_to) : NULL;
	in->correlation = correlation_n ? copy(correlation, correlation_n) : NULL;
	in->correlation_n = correlation_n;
	in->came = clock_now();
	return in->payload && (!reply_to || in->reply_to) && (!correlation_n || in->correlation);
}

bool gather_message(struct batch *b, const char *topic, const void *payload, size_t n, const char *reply_to,
		    const void *correlation, size_t correlation_n)
{
	enum input_kind kind;
	const char *channel;
	struct input *in;

	if (!kind_of(topic, &kind, &channel))
		return true;
	in = batch_add(b);
	if (!in || !fill(in, payload, n, reply_to, correlation, correlation_n))
		return false;
	in->kind = kind;
	text_copy(in->channel, sizeof(in->channel), channel);
	return true;
}

bool gather_due(struct batch *b, int64_t now)
{
	struct input *in = batch_add(b);

	if (!in)
		return false;
	in->kind = IN_DUE;
	in->came = now;
	return true;
}
