#include "handlers/answer/repeat_failure.h"

#include "handlers/time/when.h"
#include "templates/text/units.h"

int64_t within_since(const struct within *w, int64_t at)
{
	return w->months ? when_months(at, -w->months) : at - w->days * DAY_MS;
}

void repeat_failure_find(const struct context *ctx, struct ticket *t)
{
	const struct again *a = &t->flow->open.again;
	int64_t since;
	if (a->node < 0 || t->machine == 0)
		return;
	since = within_since(&a->within, t->opened);
	if (!ctx->world->earlier(ctx->world->ctx, t, a->node, since, &t->again, &t->again_at))
		t->again = t->again_at = 0;
}
