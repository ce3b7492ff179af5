#include "gateway/mqtt/publish_queue.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/base/wall_clock.h"

static char *put(char *at, const void *bytes, size_t n)
{
	if (n)
		memcpy(at, bytes, n);
	return at + n;
}

static struct queued_publish *copy(const char *prefix, const struct publish *p)
{
	size_t prefix_n = p->whole ? 0 : strlen(prefix) + 1, topic_n = strlen(p->topic) + 1;
	struct queued_publish *one = malloc(sizeof(*one) + prefix_n + topic_n + p->n + p->correlation_n);
	char *at;

	if (!one)
		return NULL;
	*one = (struct queued_publish){
		.n = p->n, .correlation_n = p->correlation_n, .tag = p->tag, .retain = p->retain};
	one->until = p->expires_s > 0 ? clock_steady() + p->expires_s * 1000 : 0;
	one->topic = at = one->bytes;
	if (prefix_n) {
		at = put(at, prefix, prefix_n - 1);
		*at++ = '/';
	}
	one->payload = at = put(at, p->topic, topic_n);
	one->correlation = at = put(at, p->payload, p->n);
	put(at, p->correlation, p->correlation_n);
	return one;
}

bool publish_queue_add(struct publish_queue *q, const char *prefix, const struct publish *p)
{
	struct queued_publish *one = copy(prefix, p);

	if (!one)
		return false;
	*(q->first ? q->end : &q->first) = one;
	q->end = &one->next;
	q->n++;
	return true;
}

void publish_queue_move(struct publish_queue *from, struct publish_queue *to)
{
	if (!from->first)
		return;
	*(to->first ? to->end : &to->first) = from->first;
	to->end = from->end;
	to->n += from->n;
	*from = (struct publish_queue){0};
}

void publish_queue_drop_first(struct publish_queue *q)
{
	struct queued_publish *one = q->first;

	q->first = one->next;
	q->n--;
	free(one);
}

void publish_queue_clear(struct publish_queue *q)
{
	while (q->first)
		publish_queue_drop_first(q);
	*q = (struct publish_queue){0};
}
