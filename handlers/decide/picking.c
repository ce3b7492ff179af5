#include "handlers/decide/decision.h"

#include "templates/text/spelling.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Which ticket a text goes to (contract, "Which ticket"). */

void list_ticket(struct decision *d, const struct ticket *t, enum lang l)
{
	text_addf(&d->list, "%s%" PRId64 "%s%s %s", d->list.len ? "\n" : "", t->number, *t->serial ? " " : "",
		  t->serial, t->state >= 0 ? t->flow->states[t->state].label.in[l] : "");
}

void list_tickets(struct decision *d, const struct ticket *all, size_t n, enum lang l)
{
	text_clear(&d->list);
	for (size_t i = 0; i < n; i++)
		list_ticket(d, &all[i], l);
	d->s.list = text_str(&d->list);
}

void list_claims(struct decision *d, const struct ticket *t)
{
	enum lang l = d->m->sender->lang;
	char time[24];
	text_clear(&d->list);
	for (size_t i = 0; i < t->flow->nodes_n; i++) {
		const struct person *p = roster_person(d->h->roster, t->askers[i]);
		if (t->claims[i] == 0)
			continue;
		when_write(t->claims[i], d->m->came, time);
		text_addf(&d->list, "%s%s %s %s", d->list.len ? "\n" : "", t->flow->nodes[i].label.in[l], time,
			  p ? p->name : "400");
	}
	d->s.list = text_str(&d->list);
}

uint32_t open_states(const struct flow *f)
{
	uint32_t states = 0;
	for (size_t i = 0; i < f->states_n; i++)
		states |= f->states[i].ends ? 0 : 1u << i;
	return states;
}

bool refuse_number(struct decision *d, int64_t number)
{
	char written[NUMBER_BYTES];
	snprintf(written, sizeof(written), "%" PRId64, number);
	refuse(d, "refused.number", written);
	return false;
}

static bool refuse_which(struct decision *d)
{
	list_tickets(d, d->others, d->others_n, d->m->sender->lang);
	d->wish.ticket = &d->others[0];
	refuse(d, "refused.which", NULL);
	return false;
}

bool refuse_state(struct decision *d)
{
	d->s.ticket = &d->before;
	d->wish.ticket = &d->before;
	refuse(d, "refused.state", NULL);
	return false;
}

static bool choose_named(struct decision *d, const struct code *c)
{
	char number[NUMBER_BYTES];
	const struct world *w = d->h->world;
	if (d->r.number_bad || !w->ticket(w->ctx, d->r.number, &d->before))
		return refuse_number(d, d->r.number);
	if (!may_on(d->h, d->m->sender, c, &d->before, d->m->came)) {
		/* Whose ticket it is, is none of the sender's business. */
		snprintf(number, sizeof(number), "%" PRId64, d->r.number);
		if (ticket_has_to_do(&d->before, d->m->sender, d->h->roster, d->m->came))
			d->wish.ticket = &d->before;
		refuse(d, "refused.not_yours", number);
		return false;
	}
	if (d->r.number_too == 0 || !w->ticket(w->ctx, d->r.number_too, &d->others[1]))
		return true;
	d->others[0] = d->before;
	d->others_n = 2;
	return refuse_which(d);
}

/* Tickets whose node this text fills: it was only overtaken on its way. */
static void add_overtaken(struct decision *d, const struct code *c)
{
	const struct flow *f = d->r.flow;
	struct ticket *all = calloc(FITS_MAX, sizeof(*all));
	size_t n = all ? choose_among(d->h, d->m->sender, f, c, open_states(f), d->m->came, all, FITS_MAX) : 0;
	for (size_t i = 0; i < n && d->others_n < FITS_MAX; i++) {
		bool there = false;
		for (size_t k = 0; k < d->others_n; k++)
			there |= d->others[k].number == all[i].number;
		if (!there && overtaken_node(&all[i], c, d->moment) >= 0)
			d->others[d->others_n++] = all[i];
	}
	free(all);
}

/* Nothing fits: where only one ticket could be meant, its state says why. */
static bool refuse_none(struct decision *d, const struct code *c)
{
	const struct flow *f = d->r.flow;
	size_t n = choose_among(d->h, d->m->sender, f, c, open_states(f), d->m->came, d->others, 2);
	d->before = d->others[0];
	if (n == 1 && choose_whole(d->h, &d->before))
		return refuse_state(d);
	refuse(d, "refused.none", NULL);
	return false;
}

/* Digits among the words, one key off the number of a ticket this code might be meant for: 0 if there are none. */
static int64_t slipped_number(struct decision *d, const struct code *c)
{
	const struct flow *f = d->r.flow;
	char number[NUMBER_BYTES];
	int64_t slipped = 0;
	struct ticket *all = NULL;
	for (size_t i = 0; i < d->r.digits_n && !slipped; i++) {
		const char *token = d->r.digits[i];
		if (strlen(token) < 4)
			continue;
		size_t n = 0;
		if (all || (all = calloc(FITS_MAX, sizeof(*all))))
			n = choose_among(d->h, d->m->sender, f, c, open_states(f), d->m->came, all, FITS_MAX);
		for (size_t k = 0; k < n && !slipped; k++) {
			snprintf(number, sizeof(number), "%" PRId64, all[k].number);
			slipped = spelling_distance(token, number, 1) <= 1 ? strtoll(token, NULL, 10) : 0;
		}
	}
	free(all);
	return slipped;
}

bool choose_ticket(struct decision *d, const struct code *c)
{
	if (d->r.number != 0)
		return choose_named(d, c);
	int64_t slipped = slipped_number(d, c);
	if (slipped)
		return refuse_number(d, slipped);
	d->others_n = choose_fits(d->h, d->m->sender, d->r.flow, c, d->m->came, d->others, FITS_MAX);
	if (d->m->sent != 0 && d->moment < d->m->came)
		add_overtaken(d, c);
	if (d->others_n == 0)
		return refuse_none(d, c);
	if (d->others_n > 1)
		return refuse_which(d);
	d->before = d->others[0];
	return choose_whole(d->h, &d->before);
}

/* One's own are for others to decide on, and so fit only where there is nothing else. */
static size_t drop_own(struct decision *d)
{
	size_t kept = 0;
	for (size_t i = 0; i < d->others_n; i++) {
		if (decidable(&d->others[i], d->m->sender, -1) >= 0)
			d->others[kept++] = d->others[i];
	}
	return kept;
}

bool choose_claimed_ticket(struct decision *d, const struct code *c)
{
	if (d->r.number != 0)
		return choose_named(d, c);
	d->others_n = choose_claimed(d->h, d->m->sender, d->r.flow, c, d->m->came, d->others, FITS_MAX);
	if (d->others_n == 0) {
		refuse(d, "refused.no_claim", NULL);
		return false;
	}
	d->before = d->others[0];
	size_t others = drop_own(d);
	if (others > 1) {
		d->others_n = others;
		return refuse_which(d);
	}
	d->before = others == 1 ? d->others[0] : d->before;
	return true;
}
