#include "gateway/serve/gather.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/base/wall_clock.h"
#include "gateway/state/input.h"
#include "templates/text/text.h"

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
static bool fill(struct input *in, const struct arrival *a)
{
	in->kind = a->kind;
	text_copy(in->channel, sizeof(in->channel), a->channel);
	in->payload = copy(a->payload, a->n);
	in->length = a->n;
	in->reply_to = a->reply_to ? strdup(a->reply_to) : NULL;
	in->correlation = a->correlation_n ? copy(a->correlation, a->correlation_n) : NULL;
	in->correlation_n = a->correlation_n;
	in->refused = a->refused ? strdup(a->refused) : NULL;
	in->asker = a->asker;
	in->by_hand = a->by_hand;
	in->lang = a->lang;
	in->in_lang = a->asker;
	in->by = a->by;
	in->came = clock_now();
	return in->payload && (!a->reply_to || in->reply_to) && (!a->correlation_n || in->correlation) &&
	       (!a->refused || in->refused);
}

bool gather_arrival(struct batch *b, const struct arrival *a)
{
	struct input *in = batch_add(b);

	return in && fill(in, a);
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
