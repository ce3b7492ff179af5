#include "gateway/board/clock_rule.h"

#include <stdio.h>
#include <string.h>

#include "templates/text/number.h"
#include "templates/text/units.h"

#define SAID_BYTES 128

/* A judgement has a blank where the line may have had `_`. */
static bool same_words(const char *flow, const char *judged)
{
	for (; *flow && (*flow == *judged || (*flow == '_' && *judged == ' ')); flow++)
		judged++;
	return *flow == *judged;
}

const struct due_rule *clock_rule_worded(const struct clock_kind *k, const char *judged)
{
	for (size_t i = 0; i < k->dues_n; i++)
		if (same_words(k->dues[i].text, judged))
			return &k->dues[i];
	return NULL;
}

static void trim(char *s)
{
	size_t n = strlen(s);

	while (n > 0 && s[n - 1] == ' ')
		s[--n] = '\0';
}

/* Whole days as such, but those of working time: a working day has fewer hours. */
static void say_within(const struct own_words *words, const struct due_rule *d, struct text *out)
{
	bool working = d->how == DUE_WORKING, days = !working && d->ms % DAY_MS == 0;
	struct text span = text_new(SAID_BYTES);
	int64_t minutes = d->ms / MINUTE_MS;
	char said[SAID_BYTES];

	if (days)
		own_words_count(words, WORD_DAYS, d->ms / DAY_MS, &span);
	if (!days && minutes >= 60)
		own_words_count(words, WORD_HOURS, minutes / 60, &span);
	if (!days && (minutes % 60 || minutes < 60))
		own_words_count(words, WORD_MINUTES, minutes % 60, &span);
	text_copy(said, sizeof(said), text_str(&span));
	text_free(&span);
	trim(said);
	own_words_say(words, working ? WORD_WITHIN_WORKING : WORD_WITHIN, said, out);
}

static void say_day(const struct own_words *words, const struct due_rule *d, struct text *out)
{
	char hour[16];

	if (d->day > 1)
		own_words_count(words, WORD_LATER_WORKING_DAY, d->day, out);
	else
		own_words_say(words, d->day ? WORD_NEXT_WORKING_DAY : WORD_SAME_WORKING_DAY, "", out);
	if (d->minute < 0 || !out->len)
		return;
	snprintf(hour, sizeof(hour), "%02d:%02d", d->minute / 60, d->minute % 60);
	own_words_say(words, WORD_UNTIL_HOUR, hour, out);
}

void clock_rule_say(const struct own_words *words, const struct clock_kind *k, const struct clock_state *s,
		    const char *judged, struct text *out)
{
	const struct due_rule *d = *judged ? clock_rule_worded(k, judged) : s->rule >= 0 ? &k->dues[s->rule] : NULL;

	if (clock_is_promise(k))
		own_words_say(words, WORD_AS_PROMISED, "", out);
	else if (d && d->how == DUE_DAY)
		say_day(words, d, out);
	else if (d)
		say_within(words, d, out);
	else if (!*judged)
		own_words_say(words, WORD_NEVER_DUE, "", out);
}
