#include "handlers/clock/clock_context.h"

#include "handlers/calendar/calendars.h"
#include "handlers/people/roster.h"

const struct calendar *clock_calendar(const struct clock_context *ctx, const struct ticket *t)
{
	const struct station *s = roster_station(ctx->roster, t->station);

	return calendars_for(ctx->calendars, s ? s->folded : "");
}
