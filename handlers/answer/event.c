#include "handlers/answer/event.h"

#include "handlers/clock/clock_context.h"
#include "handlers/clock/clocks.h"
#include "handlers/model/change.h"

#include <string.h>

void event_add_back(struct effects *e, const struct ticket *before, const struct ticket *after, const char *code,
		    int64_t by, int64_t at)
{
	struct event *v;
	if (e->events_n == EVENTS_MAX) {
		e->failed = true;
		return;
	}
	v = &e->events[e->events_n++];
	*v = (struct event){.ticket = after->number, .by = by, .at = at};
	text_copy(v->flow, sizeof(v->flow), after->flow->name);
	text_copy(v->code, sizeof(v->code), code);
	if (!change_between(before, after, v->change))
		e->failed = true;
}

void event_add(const struct context *ctx, struct effects *e, const struct ticket *before, struct ticket *after,
	       const char *code, int64_t by, int64_t at)
{
	struct clock_context clocks = context_clocks(ctx);
	struct turn_context turns = context_turns(ctx);
	turn_follow(&turns, before, after, at);
	if (after->flow->opened_n > 0)
		opens_state(&clocks, before, after, at, &e->opens);
	event_add_back(e, before, after, code, by, at);
	if (!e->failed &&
	    !clocks_follow(&clocks, before, after, flow_code(after->flow, code), at, e->events[e->events_n - 1].change))
		e->failed = true;
}

void event_add_stated(struct effects *e, const struct ticket *before, const struct ticket *after, int64_t claim)
{
	struct event *v = e->events_n > 0 ? &e->events[e->events_n - 1] : NULL;
	if (!v || claim == 0 || memcmp(before->claims, after->claims, sizeof(before->claims)) != 0)
		return;
	if (!change_add_stated(v->change, claim))
		e->failed = true;
}
