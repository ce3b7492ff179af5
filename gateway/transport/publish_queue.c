#include "gateway/transport/publish_queue.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/base/wall_clock.h"

void publish_queue_clear(struct publish_queue *l)
{
	struct queued_publish *next;

	for (struct queued_publish *one = l->first; one; one = next) {
		next = one->next;
		free(one);
	}
	*l = (struct publish_queue){0};
}

void publish_queue_add(struct publish_queue *l, struct queued_publish *one)
{
	one->next = NULL;
	*(l->first ? l->end : &l->first) = one;
	l->end = &one->next;
	l->n++;
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

void publish_queue_drop_first(struct publish_queue *l)
{
	struct queued_publish *one = l->first;

	l->first = one->next;
	l->n--;
	free(one);
}

struct queued_publish *queued_publish_new(const char *prefix, const struct publish *p)
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
		memcpy(at, prefix, prefix_n - 1);
		at[prefix_n - 1] = '/';
		at += prefix_n;
	}
	memcpy(at, p->topic, topic_n);
	one->payload = at += topic_n;
	if (p->n)
		memcpy(at, p->payload, p->n);
	one->correlation = at += p->n;
	if (p->correlation_n)
		memcpy(at, p->correlation, p->correlation_n);
	return one;
}
