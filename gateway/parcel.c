#include "gateway/parcel.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/clock.h"

void parcels_clear(struct parcels *l)
{
	struct parcel *next;

	for (struct parcel *one = l->first; one; one = next) {
		next = one->next;
		free(one);
	}
	*l = (struct parcels){0};
}

void parcels_add(struct parcels *l, struct parcel *one)
{
	one->next = NULL;
	*(l->first ? l->end : &l->first) = one;
	l->end = &one->next;
	l->n++;
}

void parcels_move(struct parcels *from, struct parcels *to)
{
	if (!from->first)
		return;
	*(to->first ? to->end : &to->first) = from->first;
	to->end = from->end;
	to->n += from->n;
	*from = (struct parcels){0};
}

void parcels_drop_first(struct parcels *l)
{
	struct parcel *one = l->first;

	l->first = one->next;
	l->n--;
	free(one);
}

struct parcel *parcel_new(const char *prefix, const struct publish *p)
{
	size_t prefix_n = p->whole ? 0 : strlen(prefix) + 1, topic_n = strlen(p->topic) + 1;
	struct parcel *one = malloc(sizeof(*one) + prefix_n + topic_n + p->n + p->correlation_n);
	char *at;

	if (!one)
		return NULL;
	*one = (struct parcel){.n = p->n, .correlation_n = p->correlation_n, .tag = p->tag, .retain = p->retain};
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
