#include "gateway/release/replies.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/base/log.h"
#include "gateway/state/input.h"

#define REPLIES_MAX 65536

struct waiting_reply { /* a reply or a rejection */
	struct waiting_reply *next;
	char *topic;
	bool whole;
	char *payload;
	void *correlation;
	size_t correlation_n;
};

static void clear(const struct waiting_reply *one)
{
	free(one->topic);
	free(one->payload);
	free(one->correlation);
}

static void drop_first(struct replies *r)
{
	struct waiting_reply *one = r->first;

	r->first = one->next;
	r->n--;
	clear(one);
	free(one);
}

/* Takes over all that *from points to. */
static void add(struct replies *r, const struct waiting_reply *from)
{
	struct waiting_reply *one = malloc(sizeof(*one));

	if (!one || !from->topic || !from->payload) {
		free(one);
		clear(from);
		log_warn("a reply is lost: out of memory");
		return;
	}
	*one = *from;
	one->next = NULL;
	*(r->first ? &r->last->next : &r->first) = one;
	r->last = one;
	if (++r->n > REPLIES_MAX) {
		drop_first(r);
		log_warn("more than %d replies wait for the broker; the oldest is dropped", REPLIES_MAX);
	}
}

static char *rejected_topic(const struct input *in)
{
	char *topic;

	return asprintf(&topic, "rejected/%s", in->kind == IN_OPEN ? "open" : in->channel) < 0 ? NULL : topic;
}

void replies_take(struct replies *r, struct input *in)
{
	if (in->rejected) {
		add(r, &(struct waiting_reply){.topic = rejected_topic(in), .payload = in->rejected});
		in->rejected = NULL;
	}
	if (in->reply && in->reply_to) {
		add(r, &(struct waiting_reply){.topic = in->reply_to,
					       .whole = true,
					       .payload = in->reply,
					       .correlation = in->correlation,
					       .correlation_n = in->correlation_n});
		in->reply_to = in->reply = NULL;
		in->correlation = NULL;
		in->correlation_n = 0;
	}
}

void replies_send(struct replies *r, const struct transport *t)
{
	while (r->first) {
		const struct waiting_reply *one = r->first;
		const struct publish p = {.topic = one->topic,
					  .whole = one->whole,
					  .payload = one->payload,
					  .n = strlen(one->payload),
					  .correlation = one->correlation,
					  .correlation_n = one->correlation_n};

		if (!transport_publish(t, &p))
			return;
		drop_first(r);
	}
}

void replies_free(struct replies *r)
{
	while (r->first)
		drop_first(r);
}
