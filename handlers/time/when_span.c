/* Spans: 2 hours, one and a half hours, 1h30, half an hour. */
#include "handlers/time/when_span.h"

#include <string.h>

#include "templates/text/letter.h"

enum { HOUR = 60, DAY = 24 * HOUR, LONGEST = 30 * DAY };
/* Nobody counts a road in so many hours; a machine runs that long between services. */
#define MACHINE_HOURS 100

/* `2,5 часа`, where a language writes numbers so, and its letters behind them. */
static bool decimal_comma(struct scan *c)
{
	struct scan next = *c, unit;
	int fraction;

	if (!scan_word(&next, LEX_DECIMAL, NULL))
		return false;
	unit = next;
	if (scan_digits(&unit, &fraction) != 1)
		return false;
	scan_blank(&unit);
	if (!scan_at_letter(&unit) || !scan_word(&unit, LEX_SPAN_UNIT, NULL))
		return false;
	*c = next;
	return true;
}

/* A number in thousandths; what it counts comes behind. */
static bool quantity(struct scan *c, int *milli, bool *ranged)
{
	int value, fraction = 0;
	bool zero = scan_peek(c, 0) == '0';
	size_t run = scan_digits(c, &value);

	if (run) {
		/* 0830h is a clock time. */
		if (run > 4 || (zero && run > 1))
			return false;
		*milli = value * 1000;
		if (!scan_text(c, ".") && !decimal_comma(c))
			return true;
		run = scan_digits(c, &fraction);
		*milli += run == 1 ? fraction * 100 : fraction * 10;
		return run == 1 || run == 2;
	}
	if (scan_word(c, LEX_HALF, &value)) {
		*milli = 500;
		return true;
	}
	if (scan_run(c, &value)) {
		*milli = value * 1000;
		*ranged = true;
		return true;
	}
	if (!scan_word(c, LEX_COUNTED, &value) && !scan_han(c, &value))
		return false;
	if (scan_word(c, LEX_POINT, NULL) && !scan_han(c, &fraction))
		return false;
	*milli = value * 1000 + fraction * 100;
	return fraction < 10;
}

/* Of 1-2 hours the longer counts: a promise had better be kept. 1,2 hours are two only if one follows on the other. */
static bool range(struct scan *c, int *milli, bool *ranged)
{
	struct scan start;
	int more;
	bool run = false, marked;

	*ranged = false;
	if (!quantity(c, milli, ranged))
		return false;
	start = *c;
	marked = scan_blank_word(c, LEX_RANGE, NULL) || scan_alternative(c);
	if (marked)
		scan_blank(c);
	if (!marked && scan_text(c, ","))
		scan_blank(c);
	else if (!marked)
		return true;
	if (quantity(c, &more, &run) && more > *milli && (marked || more == *milli + 1000)) {
		*milli = more;
		*ranged = true;
	} else {
		*c = start;
	}
	return true;
}

/* `1 hr 20`: two digits behind a blank, with which the text or the clause ends. */
static int apart_minutes(struct scan *c)
{
	struct scan next = *c;
	unsigned char end;
	int value;

	scan_blank(&next);
	if (next.i == c->i || scan_digits(&next, &value) != 2 || value < 10 || value > 59)
		return 0;
	end = scan_peek(&next, 0);
	if (end != '\0' &&
	    (end == ' ' || end >= 0x80 || scan_at_letter(&next) || scan_at_joined(&next) || !strchr(",.;!", end)))
		return 0;
	*c = next;
	return value;
}

/* The minutes behind hours: 1h30, 1 hour 20 min, 1 hour and 5 min. Without a unit they must stand close. */
static int rest_minutes(struct scan *c)
{
	struct scan start = *c;
	bool close;
	int value;

	if (scan_word(c, LEX_AND_HALF, NULL))
		return 30;
	scan_blank(c);
	if (scan_at_letter(c) && scan_word(c, LEX_AND_HALF, NULL))
		return 30;
	scan_word(c, LEX_ALSO, NULL);
	scan_blank(c);
	close = c->i == start.i && scan_at_digit(c);
	if (scan_small(c, &value) && value < 60) {
		struct scan bare = *c;

		if (scan_blank_word(c, LEX_MINUTE_MARK, NULL)) {
			scan_word(c, LEX_MINUTE_LONG, NULL);
			if (!scan_at_digit(c))
				return value;
		}
		*c = bare;
		if (close && !scan_at_digit(c) && !scan_at_letter(c) && !scan_at_joined(c))
			return value;
	}
	*c = start;
	return apart_minutes(c);
}

/* `2 hours later arrive`: in characters the word belongs to the span, unless it is the next code: arrive0950. */
static void arrival(struct scan *c)
{
	struct scan start = *c, next;

	if (!scan_word(c, LEX_SPAN_ARRIVAL, NULL))
		return;
	next = *c;
	scan_blank(&next);
	if (scan_at_digit(&next))
		*c = start;
}

/* What may stand behind a span; false if it says the wrong side of the moment. */
static bool side_read(struct scan *c, bool past, bool *later)
{
	struct scan start = *c, next = *c;

	if (scan_blank_word(&next, LEX_ABOUT, NULL) && !scan_runs_on(next, &start))
		*c = start = next;
	scan_blank(c);
	next = *c;
	if (scan_word(&next, LEX_EARLIER, NULL) && !scan_word(&next, LEX_NOT_BEFORE, NULL) &&
	    !scan_runs_on(next, &start)) {
		*c = next;
		return past;
	}
	next = *c;
	if (scan_word(&next, LEX_NOT_LATER, NULL) || !scan_word(c, LEX_LATER, NULL) || scan_runs_on(*c, &start)) {
		*c = start;
		return !past;
	}
	*later = true;
	arrival(c);
	if (scan_word(c, LEX_ABOUT, NULL))
		arrival(c);
	return !past;
}

static bool unit_read(struct scan *c, int *milli, int *unit)
{
	struct scan next;

	/* one and a half hours, with a measure between in characters; two and a half hours */
	scan_blank(c);
	next = *c;
	if (scan_word(c, LEX_MEASURE, NULL)) {
		scan_blank(c);
		if (scan_word(c, LEX_HALF, NULL))
			*milli += 500;
		scan_word(c, LEX_MORE, NULL);
		scan_blank(c);
	} else if (scan_word(&next, LEX_MORE, NULL)) { /* 15 more minutes */
		scan_blank(&next);
		*c = scan_word(&next, LEX_SPAN_UNIT, unit) ? next : *c;
		return next.i == c->i;
	}
	return scan_word(c, LEX_SPAN_UNIT, unit);
}

/* What follows a number does not make a count of something else of it. */
static bool number_ends(struct scan c)
{
	unsigned char next = scan_peek(&c, 0);

	/* 11*30 is keyed for 11:30. */
	if (next >= 0x80 || next == '*' || scan_at_digit(&c) || scan_at_letter(&c) || scan_at_joined(&c))
		return false;
	scan_blank(&c);
	return !scan_word(&c, LEX_UNIT, NULL) && !scan_word(&c, LEX_COUNTER, NULL) && !scan_word(&c, LEX_AM_PM, NULL);
}

/* 17h is a clock too: in `17h or 18` the second number is none of hours that pass. */
static bool glued_hour(const struct scan *c)
{
	return c->i >= 2 && c->s[c->i - 1] == 'h' && c->s[c->i - 2] >= '0' && c->s[c->i - 2] <= '9';
}

/* `an hour, maybe two`, one hour or one and a half: the longer counts. */
static bool alternative(struct scan *c, int unit, int64_t *thousandths)
{
	struct scan next = *c, whole;
	int milli, other;
	bool run = false;

	if (!scan_alternative(&next) || !quantity(&next, &milli, &run))
		return false;
	whole = next;
	if (unit_read(&whole, &milli, &other)) {
		int64_t more = (int64_t)milli * other + (other == HOUR ? rest_minutes(&whole) * 1000 : 0);

		*thousandths = more > *thousandths ? more : *thousandths;
		next = whole;
	} else if (number_ends(next) && !glued_hour(c)) {
		*thousandths = (int64_t)milli * unit > *thousandths ? (int64_t)milli * unit : *thousandths;
	} else {
		return false;
	}
	*c = next;
	return true;
}

/* `half an hour to an hour`, each with its unit: the longer counts. */
static bool up_to(struct scan *c, int64_t *thousandths)
{
	struct scan next = *c;
	bool run = false;
	int milli, unit;
	int64_t more;

	if (!scan_blank_word(&next, LEX_RANGE, NULL))
		return false;
	scan_blank(&next);
	if (!quantity(&next, &milli, &run) || !unit_read(&next, &milli, &unit) || (unit != HOUR && milli % 1000))
		return false;
	more = (int64_t)milli * unit + (unit == HOUR ? rest_minutes(&next) * 1000 : 0);
	if (more <= *thousandths)
		return false;
	*thousandths = more;
	*c = next;
	return true;
}

/* A span of one word; of `час-полтора` the longer counts. */
static bool whole_span(struct scan *c, int *minutes, bool *ranged)
{
	struct scan next;
	int more;

	if (!scan_word(c, LEX_WHOLE_SPAN, minutes))
		return false;
	next = *c;
	if (scan_blank_word(&next, LEX_RANGE, NULL)) {
		scan_blank(&next);
		if (scan_word(&next, LEX_WHOLE_SPAN, &more) && more > *minutes) {
			*minutes = more;
			*ranged = true;
			*c = next;
		}
	}
	return true;
}

/* `минут на 20`, `часа через 2`: about so many, with the unit first; behind `через` also without a word between. */
static bool unit_first(struct scan *c, int *milli, int *unit, struct span_said *span)
{
	struct scan next = *c;
	int later = span->later;

	if (!scan_word(&next, LEX_UNIT_FIRST, unit) || (!scan_blank_word(&next, LEX_UNIT_LINK, &later) && !span->later))
		return false;
	scan_blank(&next);
	if (!range(&next, milli, &span->range) || scan_at_joined(&next) || scan_at_letter(&next))
		return false;
	span->later = later != 0;
	*c = next;
	return true;
}

bool when_read_span(struct scan *c, bool past, struct span_said *span)
{
	struct scan start = *c;
	int milli, unit, rest = 0;
	int64_t thousandths;

	span->later = scan_word(c, LEX_SPAN_PREFIX, NULL);
	if (span->later)
		scan_blank(c);
	span->range = false;
	if (whole_span(c, &unit, &span->range))
		milli = 1000;
	else if (!unit_first(c, &milli, &unit, span) &&
		 (!range(c, &milli, &span->range) || !unit_read(c, &milli, &unit)))
		goto none;
	if (unit == HOUR)
		rest = rest_minutes(c);
	/* 2h2o and 90m3 are parts, not times, while 12347 behind `2 hours` in characters is a ticket; 1.5m is a length,
	 * and `half a day` only means long. */
	if (letter_ends(c->s, c->i) && scan_at_digit(c))
		goto none;
	if (scan_peek(c, 0) == '/' || (unit != HOUR && milli % 1000))
		goto none;
	if (unit == HOUR && milli >= MACHINE_HOURS * 1000) /* a service of 500 hours */
		goto none;
	thousandths = (int64_t)milli * unit + rest * 1000;
	span->range = up_to(c, &thousandths) || span->range;
	span->choice = alternative(c, unit, &thousandths);
	span->range = span->range || span->choice;
	if (thousandths <= 0 || thousandths > LONGEST * 1000 || !side_read(c, past, &span->later))
		goto none;
	span->ms = thousandths * 60;
	return true;
none:
	*c = start;
	return false;
}
