#include "handlers/decision/last_try.h"

#include "handlers/people/roster_roles.h"

#include <stdlib.h>

#define NAMES_BYTES 200

enum tries_left tries_left(const struct decision *d)
{
	size_t before = d->ctx->world->tries(d->ctx->world->ctx, d->m);
	return before + 1 < TRIES_MAX ? TRIES_LEFT : before + 1 == TRIES_MAX ? LAST_TRY : NO_TRY_LEFT;
}

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
	about.words = d->m->text;
	if (p->customer && p->roles == 0) {
		ask_agents(d, &about, "forwarded.told", names);
		return;
	}
	ask_heads(d, &about, names);
	if (names->len == 0)
		ask_agents(d, &about, "refused.told", names);
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
