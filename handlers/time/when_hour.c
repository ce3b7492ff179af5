/* What words say of an hour: its half of the day, and that it is one: в 9, к 4 часам, полпятого. */
#include "handlers/time/when_hour.h"

#include <string.h>

#include "handlers/time/when_settle.h"

bool when_counts_days(struct scan c)
{
	return scan_word(&c, LEX_SPAN_UNIT, NULL);
}

bool when_half_behind(struct scan *c)
{
	struct scan next = *c;

	scan_blank(&next);
	return !when_counts_days(next) && scan_blank_word(c, LEX_AM_PM, NULL);
}

enum reading when_read_half(struct scan *c, struct said *t)
{
	struct scan start = *c;
	enum part part = t->part;
	int half;
	bool ok, blank;

	scan_blank(c);
	blank = c->i > start.i;
	if (!scan_word(c, LEX_AM_PM, &half) || scan_at_digit(c)) {
		*c = start;
		return NO;
	}
	t->part = (enum part)half;
	ok = when_said_part(t);
	t->part = part;
	if (ok || !blank)
		return ok ? YES : NONSENSE;
	/* 16:30 am on my way */
	*c = start;
	return NO;
}

bool when_read_part(struct scan *c, enum part *part, bool *weak)
{
	int found = PART_NONE;

	*weak = !scan_word(c, LEX_PART, &found);
	if (*weak)
		scan_word(c, LEX_WEAK_PART, &found);
	*part = (enum part)found;
	return *part != PART_NONE;
}

bool when_begins_half(const struct scan *c)
{
	const char *word;

	for (size_t i = 0; (word = lexicon_word(c->words, LEX_AM_PM, i, NULL)) != NULL; i++) {
		if (strlen(word) <= c->n - c->i && memcmp(c->s + c->i, word, strlen(word)) == 0)
			return true;
	}
	return false;
}

bool when_hour_word(struct scan *c)
{
	struct scan half;

	if (!scan_blank_word(c, LEX_HOUR_WORD, NULL))
		return false;
	half = *c;
	return scan_blank_word(&half, LEX_AM_PM, NULL);
}

/* `16 часов 30 минут`: the minutes behind an hour and its word, 0 for none. */
static int word_minutes(struct scan *c)
{
	struct scan next = *c;
	int minute;

	scan_blank(&next);
	if (!scan_at_digit(&next) || scan_digits(&next, &minute) > 2 || minute > 59 ||
	    !scan_blank_word(&next, LEX_MINUTE_MARK, NULL))
		return 0;
	*c = next;
	return minute;
}

/* Nothing goes on behind a lone hour that could make a count of it. */
static bool hour_is_all(struct scan c)
{
	if (scan_at_unit(c))
		return false;
	scan_blank(&c);
	return !scan_at_letter(&c) && !scan_at_digit(&c) && !scan_at_unspaced(&c);
}

enum { AT_ANY = 1, AT_LONE }; /* values of LEX_AT_HOUR */

/* `в 9`, `к 4 часам`, `в 3 часа дня`, `в час`: behind such a word the hour is a clock time, if that is all. */
static bool at_hour(struct scan *c, struct said *t)
{
	struct scan start = *c;
	bool worded, digits;
	int hour, how;

	if (!scan_word(c, LEX_AT_HOUR, &how))
		return false;
	scan_blank(c);
	digits = scan_at_digit(c);
	if ((digits ? scan_digits(c, &hour) <= 2 : scan_word(c, LEX_COUNTED, &hour)) && !scan_at_joined(c)) {
		worded = scan_blank_word(c, LEX_HOUR_WORD, NULL) || scan_blank_word(c, LEX_OCLOCK, NULL);
		if (when_said_clock(t, hour, worded ? word_minutes(c) : 0) &&
		    (when_read_half(c, t) == YES || (worded ? how == AT_ANY : digits && hour_is_all(*c))))
			return true;
	}
	*c = start;
	return false;
}

/* `полпятого`, `в половине пятого`: half of the hour that leads to it. */
static bool half_hour(struct scan *c, struct said *t)
{
	struct scan start = *c;
	int hour;

	if (scan_word(c, LEX_AT_HOUR, NULL))
		scan_blank(c);
	if (scan_word(c, LEX_HALF_HOUR, &hour) && when_said_clock(t, hour, 30) && when_read_half(c, t) != NONSENSE)
		return true;
	*c = start;
	return false;
}

bool when_read_worded(struct scan *c, struct said *t)
{
	return half_hour(c, t) || at_hour(c, t);
}
