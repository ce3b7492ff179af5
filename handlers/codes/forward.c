#include "handlers/codes/forward.h"

#include "handlers/decision/candidates.h"
#include "handlers/decision/last_try.h"
#include "handlers/people/roster_roles.h"

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

void decide_forward(struct decision *d)
{
	const enum tries_left left = tries_left(d);
	const char *template = left == LAST_TRY ? "forwarded.told" : "forwarded.staff";
	const struct roster *r = d->ctx->roster;
	const struct person *p;
	int64_t stations[FITS_MAX];
	size_t n = 0, i = 0;
	for (size_t f = 0; f < d->ctx->rules->flows.n && n < FITS_MAX; f++)
		n += candidates_among(d->ctx, d->m->sender, d->ctx->rules->flows.all[f], NULL,
				      flow_open_states(d->ctx->rules->flows.all[f]), d->m->came, d->others + n,
				      FITS_MAX - n);
	d->others_n = n;
	d->s.codes_n = 0;
	d->s.flow = NULL;
	d->s.words = d->m->text;
	d->e->outcome = FORWARDED;
	for (size_t k = 0; k < n; k++) {
		if (!candidates_whole(d->ctx, &d->others[k]))
			return;
		d->s.ticket = &d->others[k];
		forward_to_head(d, d->others[k].station, template);
	}
	if (n == 0) {
		size_t m = d->ctx->world->stations_of(d->ctx->world->ctx, d->m->sender->id, stations, FITS_MAX);
		for (size_t k = 0; k < m; k++)
			forward_to_head(d, stations[k], template);
	}
	/* The agents are told the ticket if there is only one; of several, the customer must say which. */
	d->s.ticket = n == 1 ? &d->others[0] : NULL;
	while ((p = roster_next(r, AGENT, 0, &i)))
		forward_to(d, p, template);
	answer_sender(d->e, &d->s, left == LAST_TRY ? "forwarded.last" : "forwarded.answer");
	d->e->unanswered = left == NO_TRY_LEFT;
}
