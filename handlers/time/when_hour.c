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
	struct scan decimal = c;

	if (scan_at_unit(c) || (scan_word(&decimal, LEX_DECIMAL, NULL) && scan_at_digit(&decimal)))
		return false;
	scan_blank(&c);
	if (scan_word(&c, LEX_ARRIVAL_BEHIND, NULL)) /* в 5 буду */
		return true;
	return !scan_at_letter(&c) && !scan_at_digit(&c) && !scan_at_unspaced(&c);
}

/* The values of LEX_AT_HOUR: with a unit behind the number, `в 2 часа` is a clock time, `на 2 часа` a span, and `около
 * 2 часов` may be either. */
enum { AT_CLOCK = 1, AT_LONE, AT_EITHER };

/* `на 3 дня`, but `в 3 дня`. */
static bool days(struct scan c, int how)
{
	scan_blank(&c);
	return how != AT_CLOCK && when_counts_days(c);
}

/* `в 16-30`: where a clock time must stand, a dash is as good as a colon. */
static bool dash_minutes(struct scan *c, int *minute)
{
	struct scan next = *c;

	if (!scan_text(&next, "-") || scan_digits(&next, minute) != 2 || scan_at_joined(&next) || scan_at_unit(next))
		return false;
	*c = next;
	return true;
}

/* Of `в 3-4 часа` the later counts. */
static void later_hour(struct scan *c, int *hour)
{
	struct scan next = *c, mark;
	int later;

	if (!scan_blank_word(&next, LEX_RANGE, NULL))
		return;
	scan_blank(&next);
	if (!scan_at_digit(&next) || scan_digits(&next, &later) > 2 || later <= *hour)
		return;
	mark = next;
	if (!scan_blank_word(&mark, LEX_HOUR_WORD, NULL) && !when_half_behind(&mark))
		return;
	*c = next;
	*hour = later;
}

/* Behind the number: its unit and its minutes, the half of the day, or nothing at all. */
static bool hour_follows(struct scan *c, struct said *t, int hour, int how, bool digits)
{
	bool worded = scan_blank_word(c, LEX_HOUR_WORD, NULL) || scan_blank_word(c, LEX_OCLOCK, NULL);

	if (!when_said_clock(t, hour, worded ? word_minutes(c) : 0))
		return false;
	if (!days(*c, how) && when_read_half(c, t) == YES)
		return true;
	if (!worded)
		return digits && hour_is_all(*c);
	return how == AT_CLOCK || (how == AT_EITHER && hour > 12);
}

/* `в 9`, `к 4 часам`, `в 3 часа дня`, `в час`: behind such a word the hour is a clock time, if that is all. */
static bool at_hour(struct scan *c, struct said *t)
{
	struct scan start = *c;
	int hour, how, minute;
	bool digits;

	if (!scan_word(c, LEX_AT_HOUR, &how))
		return false;
	scan_blank(c);
	digits = scan_at_digit(c);
	if (digits ? scan_digits(c, &hour) <= 2 : scan_word(c, LEX_COUNTED, &hour)) {
		if (digits)
			later_hour(c, &hour);
		if (digits && dash_minutes(c, &minute) && when_said_clock(t, hour, minute) &&
		    when_read_half(c, t) != NONSENSE)
			return true;
		if (!scan_at_joined(c) && hour_follows(c, t, hour, how, digits))
			return true;
	}
	*c = start;
	return false;
}

bool when_read_either(struct scan *c)
{
	struct scan start = *c;
	int hour, how;

	if (scan_word(c, LEX_AT_HOUR, &how) && how == AT_EITHER) {
		scan_blank(c);
		if ((scan_at_digit(c) ? scan_digits(c, &hour) <= 2 : scan_word(c, LEX_COUNTED, &hour)) &&
		    scan_blank_word(c, LEX_HOUR_WORD, NULL))
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

/* `four thirty`, `four-fifteen`, `five o'clock`: in words, of which none alone is a time. */
static bool hour_in_words(struct scan *c, struct said *t)
{
	struct scan start = *c;
	int hour, minute = 0;

	if (scan_at_letter(c) && scan_word(c, LEX_COUNTED, &hour) && c->i - start.i >= NUMBER_LETTERS && hour <= 12 &&
	    (scan_blank_word(c, LEX_OCLOCK, NULL) ||
	     ((scan_text(c, "-") || scan_text(c, " ")) && scan_word(c, LEX_COUNTED, &minute) && minute >= 10 &&
	      minute < 60)) &&
	    !scan_at_letter(c) && !scan_at_joined(c) && !scan_at_unit(*c) && when_said_clock(t, hour, minute) &&
	    when_read_half(c, t) != NONSENSE)
		return true;
	*c = start;
	return false;
}

bool when_read_worded(struct scan *c, struct said *t)
{
	return half_hour(c, t) || at_hour(c, t) || hour_in_words(c, t);
}
