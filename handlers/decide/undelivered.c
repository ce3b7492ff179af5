#include "handlers/decide/undelivered.h"

#include <string.h>

#include "handlers/answer/answer.h"
#include "handlers/people/roster_roles.h"
#include "templates/wording/own_words.h"
#include "templates/wording/wording.h"

#define LINE_BYTES 400

/* What is said where the carrier gave no reason. */
static const enum own_word words[] = {
	[UNDELIVERED_FAILED] = WORD_FAILED, [UNDELIVERED_REFUSED] = WORD_REFUSED, [UNDELIVERED_EXPIRED] = WORD_EXPIRED};

struct telling {
	const struct undelivered *u;
	struct saying s;
	struct effects *e;
	size_t told;
};

static void tell(struct telling *t, const struct person *p)
{
	const struct undelivered *u = t->u;
	bool staff = u->to && u->to->roles;
	if (u->to && u->to->id == p->id)
		return;
	if (u->ticket && ticket_is_about(u->ticket, p, t->s.ctx->roster, t->s.now))
		return;
	t->s.words = *u->why ? u->why : wording_own(t->s.ctx->rules->wording, p->lang)->in[words[u->how]];
	t->told += answer_say(t->e, &t->s, p, staff ? UNDELIVERED_TEMPLATES "staff" : UNDELIVERED_TEMPLATES "customer");
}

static void tell_heads(struct telling *t)
{
	const struct undelivered *u = t->u;
	const struct roster *r = t->s.ctx->roster;
	const struct person *p;
	size_t i = 0;
	while ((p = roster_next(r, STATION_HEAD, u->ticket ? u->ticket->station : u->to->station, &i)))
		tell(t, roster_acting(r, p, t->s.now));
}

static void tell_agents(struct telling *t)
{
	const struct person *p;
	size_t i = 0;
	while ((p = roster_next(t->s.ctx->roster, AGENT, 0, &i)))
		tell(t, p);
}

void decide_undelivered(const struct context *ctx, const struct undelivered *u, int64_t now, struct effects *e)
{
	char line[LINE_BYTES];
	struct telling t = {.u = u,
			    .s = {.ctx = ctx,
				  .ticket = u->ticket,
				  .flow = u->ticket ? u->ticket->flow : NULL,
				  .now = now,
				  .who = u->to,
				  .what = u->number,
				  .list = line},
			    .e = e};
	/* The first line says what it was about. */
	text_copy(line, sizeof(line), u->text);
	line[strcspn(line, "\n")] = '\0';
	if (u->to && u->to->roles)
		tell_heads(&t);
	if (t.told == 0)
		tell_agents(&t);
}
