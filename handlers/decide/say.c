#include "handlers/decide/say.h"

#include <stdlib.h>
#include <string.h>

#include "handlers/answer/answer.h"
#include "handlers/answer/event.h"
#include "handlers/answer/tell.h"

#define TEMPLATE "said"

struct hearing {
	const struct saying *s;
	struct effects *e;
};

static void hear(void *ctx, const struct person *p)
{
	const struct hearing *h = ctx;
	if (!p || p->id == h->s->mo->sender->id || ticket_is_about(h->s->ticket, p, h->s->ctx->roster, h->s->now))
		return;
	for (size_t i = 0; i < h->e->messages_n; i++) {
		if (h->e->messages[i].person == p->id)
			return;
	}
	answer_say(h->e, h->s, p, TEMPLATE);
}

static void hear_one(struct hearing *h, int64_t id)
{
	const struct world *w = h->s->ctx->world;
	struct person p;
	if (id && w->person(w->ctx, id, &p) && (p.roles || p.customer) &&
	    ticket_has_to_do(h->s->ticket, &p, h->s->ctx->roster, h->s->now))
		hear(h, &p);
}

static void hear_role(struct hearing *h, int role)
{
	if (role == ENGINEER) {
		hear_one(h, h->s->ticket->lead);
		for (size_t i = 0; i < h->s->ticket->companions_n; i++)
			hear_one(h, h->s->ticket->companions[i]);
	} else if (role >= 0) {
		tell_each_of_role(h->s, (enum role)role, hear, h);
	}
}

bool decide_say(const struct context *ctx, const struct mo *m, const struct ticket *t, const char *to,
		struct effects *e)
{
	struct saying s = {.ctx = ctx, .mo = m, .ticket = t, .flow = t->flow, .now = m->came, .words = m->text};
	struct hearing h = {&s, e};
	if (strcmp(to, SAY_CUSTOMER) == 0)
		hear_one(&h, t->customer);
	else if (*to && !to[strspn(to, "0123456789")])
		hear_one(&h, strtoll(to, NULL, 10));
	else
		hear_role(&h, role_find(&ctx->rules->roles, to));
	if (e->messages_n == 0)
		return false;
	e->ticket = *t;
	event_add(ctx, e, t, &e->ticket, SAY_CODE, m->sender->id, m->came);
	e->outcome = NOTED;
	return true;
}
