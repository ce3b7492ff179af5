#include "handlers/codes/forward.h"

#include "handlers/decision/candidates.h"
#include "handlers/decision/last_try.h"
#include "handlers/people/roster_roles.h"

#include <stdlib.h>

/* Nobody can tell which of the customer's tickets the words are on, so whoever one of them is about is not told. */
static bool is_about_one(const struct decision *d, const struct person *p)
{
	for (size_t k = 0; k < d->others_n; k++) {
		if (ticket_is_about(&d->others[k], p, d->ctx->roster, d->m->came))
			return true;
	}
	return false;
}

static void forward_to(struct decision *d, const struct person *p, const char *template)
{
	if (is_about_one(d, p))
		return;
	for (size_t i = 0; i < d->e->messages_n; i++) {
		if (d->e->messages[i].person == p->id)
			return;
	}
	if (p->id != d->m->sender->id)
		answer_say(d->e, &d->s, p, template);
}

static void forward_to_head(struct decision *d, int64_t station, const char *template)
{
	const struct roster *r = d->ctx->roster;
	const struct person *p;
	size_t i = 0;
	while ((p = roster_next(r, STATION_HEAD, station, &i)))
		forward_to(d, roster_acting(r, p, d->m->came), template);
}

static void add_ticket(struct decision *d, const struct ticket *t)
{
	for (size_t i = 0; i < d->others_n; i++) {
		if (d->others[i].number == t->number)
			return;
	}
	if (d->others_n < FITS_MAX)
		d->others[d->others_n++] = *t;
}

/* The sender's tickets that the text names, ended ones too. */
static void add_named(struct decision *d)
{
	const struct world *w = d->ctx->world;
	int64_t numbers[NUMBERS_IN_TEXT];
	struct ticket *t = &d->before;
	size_t n = d->m->folded ? reading_numbers(d->m->folded, numbers, NUMBERS_IN_TEXT) : 0;
	for (size_t i = 0; i < n; i++) {
		if (w->ticket(w->ctx, numbers[i], t) && t->customer == d->m->sender->id)
			add_ticket(d, t);
	}
}

/* And behind them those that are open. */
static void add_open(struct decision *d)
{
	const struct flows *all = &d->ctx->rules->flows;
	struct ticket *found = calloc(FITS_MAX, sizeof(*found));
	d->e->failed |= !found;
	for (size_t f = 0; found && f < all->n; f++) {
		size_t n = candidates_among(d->ctx, d->m->sender, all->all[f], NULL, flow_open_states(all->all[f]),
					    d->m->came, found, FITS_MAX);
		for (size_t i = 0; i < n; i++)
			add_ticket(d, &found[i]);
	}
	free(found);
}

/* The heads of its stations; where a ticket is named, the text is about that one, whoever hears of it. */
static bool forward_to_heads(struct decision *d, size_t named, const char *template)
{
	for (size_t k = 0; k < d->others_n; k++) {
		struct ticket *t = &d->others[k];
		if (!candidates_whole(d->ctx, t))
			return false;
		d->s.ticket = k < named || named == 0 ? t : named == 1 ? &d->others[0] : NULL;
		forward_to_head(d, t->station, template);
	}
	return true;
}

void decide_forward(struct decision *d)
{
	const enum tries_left left = tries_left(d);
	const char *template = left == LAST_TRY ? "forwarded.told" : "forwarded.staff";
	const struct roster *r = d->ctx->roster;
	const struct person *p;
	int64_t stations[FITS_MAX];
	size_t named, i = 0;
	d->others_n = 0;
	add_named(d);
	named = d->others_n;
	add_open(d);
	d->s.codes_n = 0;
	d->s.flow = NULL;
	d->s.words = d->m->text;
	d->e->outcome = FORWARDED;
	if (!forward_to_heads(d, named, template))
		return;
	if (d->others_n == 0) {
		size_t m = d->ctx->world->stations_of(d->ctx->world->ctx, d->m->sender->id, stations, FITS_MAX);
		for (size_t k = 0; k < m; k++)
			forward_to_head(d, stations[k], template);
	}
	/* The agents are told the ticket if there is only one, or one is named; of several, the customer must say which. */
	d->s.ticket = named == 1 || d->others_n == 1 ? &d->others[0] : NULL;
	while ((p = roster_next(r, AGENT, 0, &i)))
		forward_to(d, p, template);
	answer_sender(d->e, &d->s, left == LAST_TRY ? "forwarded.last" : "forwarded.answer");
	d->e->unanswered = left == NO_TRY_LEFT;
}
