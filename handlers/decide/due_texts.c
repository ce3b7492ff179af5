#include "handlers/decide/due_texts.h"

#include "handlers/answer/tell.h"
#include "handlers/clock/clock_context.h"
#include "handlers/clock/clock_take.h"
#include "templates/wording/fill.h"

#include <stdlib.h>

/* Lets the texts of a step expire from when the step was due, not from now, and drops those that have expired. */
static void date_from(struct effects *e, size_t first, const struct due_step *step, int64_t now)
{
	int64_t late = now - step->at;
	size_t kept = first;

	for (size_t i = first; i < e->messages_n; i++) {
		struct message *m = &e->messages[i];
		m->expires -= late;
		m->fell = step->fell;
		if (m->expires > now) {
			e->messages[kept++] = *m;
			continue;
		}
		params_free(&m->params);
		free(m->text);
	}
	e->messages_n = kept;
}

void decide_due(const struct context *ctx, struct ticket *t, int64_t now, struct effects *e)
{
	struct clock_context clocks = context_clocks(ctx);
	struct due_step *steps = calloc(DUE_STEPS_MAX, sizeof(*steps));
	size_t n;
	if (!steps) {
		e->failed = true;
		return;
	}
	n = clocks_take(&clocks, t, now, steps);
	for (size_t i = 0; i < n; i++) {
		struct saying s = {.ctx = ctx,
				   .ticket = t,
				   .flow = t->flow,
				   .now = now,
				   .clock = steps[i].clock,
				   .due = steps[i].due};
		size_t first = e->messages_n;
		tell_step(e, &s, steps[i].step);
		date_from(e, first, &steps[i], now);
		opens_step(&clocks, t, steps[i].clock, (size_t)(steps[i].step - steps[i].clock->steps), &e->opens);
	}
	opens_waited(t, now, &e->opens);
	free(steps);
}
