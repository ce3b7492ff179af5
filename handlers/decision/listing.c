#include "handlers/decision/listing.h"

#include <inttypes.h>

void listing_add_ticket(struct decision *d, const struct ticket *t)
{
	enum lang l = d->m->sender->lang;
	text_addf(&d->list, "%s%" PRId64 "%s%s %s", d->list.len ? "\n" : "", t->number, *t->serial ? " " : "",
		  t->serial, t->state >= 0 ? t->flow->states[t->state].label.in[l] : "");
}

void listing_tickets(struct decision *d, const struct ticket *all, size_t n)
{
	bool flows = false;
	text_clear(&d->list);
	for (size_t i = 0; i < n; i++)
		flows |= all[i].flow != all[0].flow;
	for (size_t i = 0; i < n; i++) {
		listing_add_ticket(d, &all[i]);
		if (flows)
			text_addf(&d->list, " %s", all[i].flow->title.in[d->m->sender->lang]);
	}
	d->s.list = text_str(&d->list);
}

void listing_claims(struct decision *d, const struct ticket *t)
{
	enum lang l = d->m->sender->lang;
	char time[24];
	text_clear(&d->list);
	for (size_t i = 0; i < t->flow->nodes_n; i++) {
		const struct person *p = roster_person(d->ctx->roster, t->askers[i]);
		if (t->claims[i] == 0)
			continue;
		when_write(t->claims[i], d->m->came, time);
		text_addf(&d->list, "%s%s %s %s", d->list.len ? "\n" : "", t->flow->nodes[i].label.in[l], time,
			  p ? p->name : wording_own(d->ctx->rules->wording, l)->in[WORD_DESK]);
	}
	d->s.list = text_str(&d->list);
}
