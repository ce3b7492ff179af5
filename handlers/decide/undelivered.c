#include "handlers/decide/undelivered.h"

#include <string.h>

#include "handlers/answer/answer.h"
#include "handlers/people/roster_roles.h"

#define LINE_BYTES 400

/* What is said in each of the languages where the carrier gave no reason. */
static const char *const words[][LANGS] = {
	[UNDELIVERED_FAILED] = {[ZH] = "运营商未说明原因", [EN] = "the carrier gives no reason"},
	[UNDELIVERED_REFUSED] = {[ZH] = "被拒绝，未说明原因", [EN] = "refused without a reason"},
	[UNDELIVERED_EXPIRED] = {[ZH] = "过了时限", [EN] = "its time was over"},
};

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
	t->s.words = *u->why ? u->why : words[u->how][p->lang];
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
