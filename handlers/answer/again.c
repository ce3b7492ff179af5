#include "handlers/answer/again.h"

#include "handlers/time/when.h"
#include "templates/text/units.h"

void again_find(const struct context *ctx, struct ticket *t)
{
	const struct again *a = &t->flow->open.again;
	int64_t since;
	if (a->node < 0 || t->machine == 0)
		return;
	since = a->months ? when_months(t->opened, -a->months) : t->opened - a->days * DAY_MS;
	if (!ctx->world->earlier(ctx->world->ctx, t, a->node, since, &t->again, &t->again_at))
		t->again = t->again_at = 0;
}
