#include "handlers/answer/clock_places.h"

#include "templates/text/units.h"
#include "templates/wording/wording.h"

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
static void say_span(const struct saying *s, int64_t ms, enum lang l, struct text *out)
{
	const struct own_words *own = wording_own(s->ctx->rules->wording, l);
	int64_t minutes = ms / MINUTE_MS, hours = minutes / 60, days = hours / 24;
	if (days > 0)
		own_words_count(own, WORD_DAYS, days, out);
	if (hours % 24 > 0)
		own_words_count(own, WORD_HOURS, hours % 24, out);
	if (days == 0 && (minutes % 60 > 0 || hours == 0))
		own_words_count(own, WORD_MINUTES, minutes % 60, out);
}

static void say_left(const struct saying *s, enum lang l, struct text *out)
{
	if (s->clock && s->due - s->now >= MINUTE_MS)
		say_span(s, s->due - s->now, l, out);
}

static void say_over(const struct saying *s, enum lang l, struct text *out)
{
	if (s->clock && s->now - s->due >= MINUTE_MS)
		say_span(s, s->now - s->due, l, out);
}

static void say_since(const struct saying *s, enum lang l, struct text *out)
{
	if (s->clock && s->ticket)
		say_span(s, s->now - s->ticket->clocks[s->clock - s->ticket->flow->clocks].started, l, out);
}

const struct place_kind clock_places[] = {
	{"clock", 24, say_clock}, {"due", 16, say_due},     {"left", 16, say_left},
	{"over", 16, say_over},   {"since", 16, say_since}, {NULL, 0, NULL},
};
