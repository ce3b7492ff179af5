#include "handlers/answer/clock_places.h"

#include "templates/text/units.h"

#include <inttypes.h>

static void say_clock(const struct saying *s, enum lang l, struct text *out)
{
	text_add(out, s->clock ? s->clock->label.in[l] : "");
}

static void say_due(const struct saying *s, enum lang l, struct text *out)
{
	(void)l;
	saying_when(s, s->due, out);
}

/* How long something takes, or took, in words: two units at most, minutes the smallest. */
static void say_span(int64_t ms, enum lang l, struct text *out)
{
	int64_t minutes = ms / MINUTE_MS, hours = minutes / 60, days = hours / 24;
	if (days > 0)
		text_addf(out, l == ZH ? "%" PRId64 "天" : "%" PRId64 " d ", days);
	if (hours % 24 > 0)
		text_addf(out, l == ZH ? "%" PRId64 "小时" : "%" PRId64 " h ", hours % 24);
	if (days == 0 && (minutes % 60 > 0 || hours == 0))
		text_addf(out, l == ZH ? "%" PRId64 "分钟" : "%" PRId64 " min", minutes % 60);
}

static void say_left(const struct saying *s, enum lang l, struct text *out)
{
	if (s->clock && s->due - s->now >= MINUTE_MS)
		say_span(s->due - s->now, l, out);
}

static void say_over(const struct saying *s, enum lang l, struct text *out)
{
	if (s->clock && s->now - s->due >= MINUTE_MS)
		say_span(s->now - s->due, l, out);
}

static void say_since(const struct saying *s, enum lang l, struct text *out)
{
	if (s->clock && s->ticket)
		say_span(s->now - s->ticket->clocks[s->clock - s->ticket->flow->clocks].started, l, out);
}

const struct place_kind clock_places[] = {
	{"clock", 24, say_clock}, {"due", 16, say_due},     {"left", 16, say_left},
	{"over", 16, say_over},   {"since", 16, say_since}, {NULL, 0, NULL},
};
