#include "handlers/clock/quiet.h"

#include "templates/text/units.h"

int64_t quiet_end_by(const struct flow *f, const struct calendar *c, int64_t at)
{
	bool quiet;
	int minute;

	if (f->quiet_from == f->quiet_to || at <= 0)
		return at;
	minute = calendar_minute(c, at);
	if (f->quiet_from > f->quiet_to) /* over midnight */
		quiet = minute >= f->quiet_from || minute < f->quiet_to;
	else
		quiet = minute >= f->quiet_from && minute < f->quiet_to;
	return quiet ? calendar_next_minute(c, at, f->quiet_to) : at;
}

int64_t quiet_end(const struct clock_context *ctx, const struct ticket *t, int64_t at)
{
	return quiet_end_by(t->flow, clock_calendar(ctx, t), at);
}

int64_t quiet_eve(const struct clock_context *ctx, const struct ticket *t, int64_t at)
{
	int64_t begin = calendar_next_minute(clock_calendar(ctx, t), at - DAY_MS + MINUTE_MS, t->flow->quiet_from);

	return (begin < at ? begin : at) - MINUTE_MS;
}
