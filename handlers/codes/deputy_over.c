#include "handlers/codes/deputy_over.h"

#include "handlers/answer/answer.h"
#include "handlers/calendar/calendars.h"
#include "handlers/clock/quiet.h"
#include "handlers/model/flow.h"
#include "handlers/people/roster.h"
#include "templates/wording/fill.h"

#include <stdlib.h>

const struct flow *deputies_flow(const struct context *ctx, const struct code **code)
{
	const struct flows *all = &ctx->rules->flows;
	for (size_t i = 0; i < all->n; i++) {
		*code = flow_does(all->all[i], DOES_DEPUTY);
		if (*code)
			return all->all[i];
	}
	return NULL;
}

int64_t deputy_outside_quiet(const struct context *ctx, const struct person *head, int64_t at)
{
	const struct station *s = roster_station(ctx->roster, head->station);
	const struct code *code;
	const struct flow *f = deputies_flow(ctx, &code);
	return f ? quiet_end_by(f, calendars_for(ctx->rules->calendars, s ? s->folded : ""), at) : at;
}

/* For how long it should have been told. */
static int64_t late(const struct saying *s)
{
	const struct person *head = s->mo->sender;
	int64_t due = deputy_outside_quiet(s->ctx, head, head->deputy_until);
	return head->deputy_until != 0 && due < s->now ? s->now - due : 0;
}

void deputy_say_over(struct effects *e, const struct saying *s, const struct person *deputy)
{
	struct message *m;
	if (!answer_say(e, s, deputy, "deputy.over"))
		return;
	m = &e->messages[e->messages_n - 1];
	m->expires -= late(s);
	if (m->expires > s->now)
		return;
	params_free(&m->params);
	free(m->text);
	e->messages_n--;
}
