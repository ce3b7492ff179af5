#include "handlers/decision/last_try.h"

#include "handlers/decision/candidates.h"
#include "handlers/people/roster_roles.h"
#include "handlers/span/folded_text.h"

#include <stdlib.h>
#include <string.h>

#define NAMES_BYTES 200
#define QUOTED_BYTES 8192 /* a text has 2,000 characters */
#define SECRET_DIGITS 4

enum tries_left tries_left(const struct decision *d)
{
	size_t before = d->ctx->world->tries(d->ctx->world->ctx, d->m);
	return before + 1 < TRIES_MAX ? TRIES_LEFT : before + 1 == TRIES_MAX ? LAST_TRY : NO_TRY_LEFT;
}

/* ---- what is quoted of it ---- */

/* Stated times wait that the sender may decide on with digits. */
static bool decides_with_digits(const struct decision *d, const struct flow *f, struct ticket *one)
{
	const struct code *approves = flow_does(f, DOES_APPROVE), *refuses = flow_does(f, DOES_REFUSE);
	const struct person *p = d->m->sender;
	return flow_confirms_claims(f) &&
	       ((approves && candidates_claimed(d->ctx, p, f, approves, d->m->came, one, 1) > 0) ||
		(refuses && candidates_claimed(d->ctx, p, f, refuses, d->m->came, one, 1) > 0));
}

/* A question waits for the sender that is answered with digits. */
static bool has_digits(const struct decision *d)
{
	const struct flows *all = &d->ctx->rules->flows;
	struct ticket *asked = calloc(FITS_MAX, sizeof(*asked));
	bool has = !asked; /* who cannot tell hides them */
	for (size_t f = 0; asked && f < all->n && !has; f++) {
		size_t n = candidates_asked(d->ctx, d->m->sender, all->all[f], d->m->came, asked, FITS_MAX);
		for (size_t i = 0; i < n; i++)
			has |= turn_chain(&asked[i])->confirms;
		has = has || decides_with_digits(d, all->all[f], asked);
	}
	free(asked);
	return has;
}

/* Adds the text, with asterisks for each four digits that stand by themselves. */
static void add_without_digits(const char *original, const struct fold *f, struct text *out)
{
	for (size_t i = 0, n; i < f->len; i += n) {
		for (n = 0; i + n < f->len && is_digit(f->s[i + n]);)
			n++;
		if (n == SECRET_DIGITS)
			text_add(out, "****");
		n = n ? n : 1;
		if (n != SECRET_DIGITS)
			text_addn(out, original + f->from[i], f->from[i + n] - f->from[i]);
	}
}

/* Whoever is asked to call must not learn the digits that the sender signs with. */
static void add_quoted(const struct decision *d, struct text *out)
{
	struct fold f;
	if (!has_digits(d)) {
		text_add(out, d->m->text);
	} else if (fold_make(&f, d->m->text, strlen(d->m->text))) {
		add_without_digits(d->m->text, &f, out);
		fold_free(&f);
	}
}

/* ---- who is told ---- */

/* Whom the sender is told that we have asked. */
static void ask(struct decision *d, const struct saying *s, const struct person *p, const char *template,
		struct text *names)
{
	if (p->id == d->m->sender->id || !answer_say(d->e, s, p, template))
		return;
	saying_comma(s, d->m->sender->lang, names);
	text_add(names, p->name);
}

static void ask_heads(struct decision *d, const struct saying *s, struct text *names)
{
	const struct roster *r = d->ctx->roster;
	int64_t station = d->m->sender->station;
	const struct person *head;
	size_t i = 0;
	if (station == 0 && s->ticket)
		station = s->ticket->station;
	while ((head = roster_next(r, STATION_HEAD, station, &i))) {
		const struct person *acting = roster_acting(r, head, d->m->came);
		ask(d, s, acting->id == d->m->sender->id ? head : acting, "refused.told", names);
	}
}

static void ask_agents(struct decision *d, const struct saying *s, const char *template, struct text *names)
{
	const struct person *p;
	size_t i = 0;
	while ((p = roster_next(d->ctx->roster, AGENT, 0, &i)))
		ask(d, s, p, template, names);
}

static void ask_to_call(struct decision *d, const struct saying *s, struct text *names)
{
	const struct person *p = d->m->sender;
	struct saying about = *s;
	struct text words = text_new(QUOTED_BYTES);
	bool outside = p->customer && p->roles == 0;
	add_quoted(d, &words);
	about.words = text_str(&words);
	if (!outside)
		ask_heads(d, &about, names);
	if (names->len == 0)
		ask_agents(d, &about, outside ? "forwarded.told" : "refused.told", names);
	text_free(&words);
}

void last_try_refuse(struct decision *d, struct saying *s)
{
	struct text names = text_new(NAMES_BYTES);
	char *refusal = answer_written(d->e, s, d->e->why);
	if (refusal) {
		ask_to_call(d, s, &names);
		s->list = refusal;
		s->what = text_str(&names);
		answer_sender(d->e, s, "refused.last");
	}
	free(refusal);
	text_free(&names);
}
