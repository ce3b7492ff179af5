#include "handlers/answer/context.h"

#include "handlers/clock/clock_context.h"

struct clock_context context_clocks(const struct context *ctx)
{
	return (struct clock_context){.calendars = ctx->rules->calendars, .roster = ctx->roster};
}

struct turn_context context_turns(const struct context *ctx)
{
	return (struct turn_context){.roster = ctx->roster, .wording = ctx->rules->wording};
}
