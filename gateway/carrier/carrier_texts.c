#include "gateway/carrier/carrier_texts.h"

void carrier_texts_add(struct carrier_texts *all, struct carrier_text *t)
{
	t->next = NULL;
	if (all->last)
		all->last->next = t;
	else
		all->first = t;
	all->last = t;
	all->n++;
}

struct carrier_text *carrier_texts_take(struct carrier_texts *all)
{
	struct carrier_text *t = all->first;

	if (!t)
		return NULL;
	all->first = t->next;
	if (!all->first)
		all->last = NULL;
	all->n--;
	return t;
}

void carrier_texts_free(struct carrier_texts *all)
{
	for (struct carrier_text *t = carrier_texts_take(all); t; t = carrier_texts_take(all))
		carrier_text_free(t);
}
