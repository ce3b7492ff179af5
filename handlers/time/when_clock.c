/* The clock time within a time, and what English puts behind it: 16:30, 1630, half past 4, 4:30 tomorrow afternoon. */
#include "handlers/time/when_clock.h"

#include <string.h>

#include "handlers/time/when_day.h"
#include "handlers/time/when_hour.h"
#include "handlers/time/when_settle.h"

/* A part of the day that English puts behind, or that tonight has brought along. */
static bool tail_part(struct scan *c, const struct said *was, struct said *t)
{
	struct scan next = *c;
	struct said more = *t;
	int part = (int)t->part;
	bool told = t->part != was->part;

	if (!told) {
		scan_blank(&next);
		if (!scan_at_letter(&next) || !scan_word(&next, LEX_PART, &part))
			return false;
	}
	if (t->half) {
		/* 9am tomorrow morning: it says nothing new, but belongs to the time. */
		if (t->day != was->day)
			*c = next;
		t->leans = t->leans && t->day == was->day;
		return false;
	}
	more.part = (enum part)part;
	if (!when_said_part(&more))
		return false;
	*c = next;
	*t = more;
	t->leans = false;
	return true;
}

static bool tail_read(struct scan *c, struct said *t)
{
	struct scan next = *c;
	struct said was = *t, more = *t;
	bool on;

	on = scan_blank_word(&next, LEX_ON, NULL);
	scan_blank(&next);
	if (t->day == DAY_NONE && (on || scan_at_letter(&next)) && when_read_day(&next, &more)) {
		*c = next;
		*t = more;
	}
	return tail_part(c, &was, t);
}

/* A day that leans on a part which does not fit is none: 16:30 this morning. */
bool when_read_tail(struct scan *c, struct said *t)
{
	struct scan start = *c;
	struct said was = *t;
	bool part = tail_read(c, t);

	if (was.day == DAY_NONE && t->leans) {
		*c = start;
		*t = was;
	}
	return part;
}

/* :30, .30 or *30; seconds are taken along. A point is within other numbers too, so there more is asked. */
static enum reading colon_read(struct scan *c, int *minute)
{
	unsigned char sign = scan_peek(c, 0), next = scan_peek(c, 1);
	size_t run;
	int second;

	if ((sign != ':' && sign != '.' && sign != '*') || next < '0' || next > '9')
		return NO;
	c->i++;
	run = scan_digits(c, minute);
	if (sign != ':')
		return run == 2 && *minute < 60 && !scan_at_joined(c) && !scan_at_unit(*c) ? YES : NONSENSE;
	if (run == 2 && scan_peek(c, 0) == ':' && scan_at_joined(c)) {
		c->i++;
		run = scan_digits(c, &second);
	}
	return run == 2 && !(scan_peek(c, 0) == ':' && scan_at_joined(c)) ? YES : NONSENSE;
}

/* A number is over: 1630 is, in 1630b, 1630-2 and 1630km it is not, and means something else. */
static bool number_ends(const struct scan *c)
{
	return !scan_at_digit(c) && !scan_at_letter(c) && !scan_at_joined(c) && !scan_at_unit(*c);
}

/* Minutes behind the character for o'clock: 30, 30 min, thirty, zero five, five min. One digit alone is no minutes. */
static bool minutes_read(struct scan *c, int *minute)
{
	struct scan start = *c, next;
	bool blank = scan_peek(c, 0) == ' ';
	bool digits;
	size_t len;

	scan_blank(c);
	next = *c;
	if (scan_word(&next, LEX_DIGIT, minute) && *minute == 0 && scan_digits(&next, minute) == 1 &&
	    number_ends(&next)) { /* nought and a digit */
		*c = next;
		scan_blank_word(c, LEX_MINUTE_MARK, NULL);
		return true;
	}
	digits = scan_at_digit(c);
	if (scan_small(c, minute)) {
		len = c->i - start.i;
		next = *c;
		scan_blank(&next);
		if (scan_word(&next, LEX_MINUTE_MARK, NULL)) {
			*c = next;
			if (!scan_word(&next, LEX_MINUTE_LONG, NULL))
				return true;
		} else if (!blank && number_ends(c) && (digits ? len == 2 : len > 3 || *minute == 10)) {
			return true;
		}
	}
	*c = start;
	return false;
}

/* 10 min, a quarter, 10 minutes: what an hour is short of, or past. */
static bool fraction_read(struct scan *c, int *minute)
{
	struct scan start = *c;

	if (scan_word(c, LEX_FRACTION, minute))
		return true;
	if (scan_small(c, minute) && *minute > 0 && *minute < 60 && scan_blank_word(c, LEX_MINUTE_MARK, NULL)) {
		scan_word(c, LEX_MINUTE_LONG, NULL);
		return true;
	}
	*c = start;
	return false;
}

/* 4 o'clock less 5 min: minutes less than none; 4 o'clock past 5 min, past half, but past half an hour it is a span. */
static bool beside_read(struct scan *c, int *minute)
{
	struct scan start = *c, next;
	bool before = scan_blank_word(c, LEX_SHORT_OF, NULL), past = !before && scan_blank_word(c, LEX_PAST_HOUR, NULL);

	scan_blank(c);
	if ((before || past) && fraction_read(c, minute)) {
		*minute = before ? -*minute : *minute;
		return true;
	}
	if (past && scan_word(c, LEX_HOUR_PART, minute)) {
		next = *c;
		if (!scan_blank_word(&next, LEX_SPAN_UNIT, NULL))
			return true;
	}
	*c = start;
	return false;
}

/* The hour that a fraction belongs to: four o'clock, 4, four. */
static bool of_hour(struct scan *c, struct said *t, int minute)
{
	struct scan next;
	int hour;

	scan_blank(c);
	if (!scan_small(c, &hour) && !scan_word(c, LEX_COUNTED, &hour))
		return false;
	next = *c;
	if (hour < 1 || hour > 24 || scan_at_joined(c) || scan_blank_word(&next, LEX_SPAN_UNIT, NULL))
		return false;
	if (!scan_blank_word(c, LEX_HOUR_MARK, NULL))
		scan_blank_word(c, LEX_OCLOCK, NULL);
	t->clock = true;
	t->minute = hour * 60 + minute;
	return when_read_half(c, t) != NONSENSE;
}

/* a quarter short of four, quarter to five, half past four, ten to five. */
static bool fraction_time(struct scan *c, struct said *t)
{
	struct scan start = *c;
	int minute;
	bool before = scan_word(c, LEX_SHORT_OF, NULL), words = !scan_at_digit(c);

	if (before)
		scan_blank(c);
	if (before && fraction_read(c, &minute) && of_hour(c, t, -minute))
		return true;
	*c = start;
	if (!before && (fraction_read(c, &minute) || (words && scan_word(c, LEX_COUNTED, &minute)))) {
		bool to = words && scan_blank_word(c, LEX_TO_HOUR, NULL);

		if ((to || scan_blank_word(c, LEX_PAST_HOUR, NULL)) && of_hour(c, t, to ? -minute : minute))
			return true;
	}
	*c = start;
	return false;
}

/* `4 o'clock half`: apart from the hour it stands alone, for `4 o'clock halfway a jam` has a reason. */
static bool part_apart(struct scan *c, int *minute)
{
	struct scan next = *c;

	if (!scan_blank_word(&next, LEX_HOUR_PART, minute) || *minute == 0 || scan_at_letter(&next) ||
	    scan_at_digit(&next) || scan_at_unspaced(&next))
		return false;
	*c = next;
	return true;
}

/* Behind the character for o'clock. */
static enum reading marked_read(struct scan *c, struct said *t, int hour)
{
	struct scan next = *c;
	enum reading half;
	int minute = 0;

	if (!beside_read(c, &minute) && !scan_word(c, LEX_HOUR_PART, &minute) && !part_apart(c, &minute) &&
	    !minutes_read(c, &minute)) {
		minute = 0;
		if (scan_word(&next, LEX_NO_HOUR, NULL))
			return NO;
	}
	if (minute < 0) {
		hour = hour == 0 ? 23 : hour - 1;
		minute += 60;
	}
	if (!when_said_clock(t, hour, minute))
		return NONSENSE;
	half = when_read_half(c, t);
	return half == NONSENSE ? NONSENSE : YES;
}

/* `17:30 hrs` at the end of a clause; of fewer than ten hours it is rather how long something takes, and with more behind
 * it, as in `17:30 hours lost at the border`, it is why. */
static void hours_behind(struct scan *c, const struct said *t)
{
	struct scan next = *c, more;

	if ((t->minute < 10 * 60 && !t->zero) || !scan_blank_word(&next, LEX_HOURS_SHORT, NULL))
		return;
	more = next;
	scan_blank(&more);
	if (scan_word(&more, LEX_FAR_ZONE, NULL) || scan_word(&more, LEX_ZONE, NULL)) {
		*c = next;
		return;
	}
	if (!scan_at_letter(&more) && !scan_at_digit(&more) && !scan_at_unspaced(&more))
		*c = next;
}

/* Behind 16:30 and 16.30. */
static enum reading colon_ends(struct scan *c, struct said *t, bool point)
{
	enum reading half = when_read_half(c, t);

	if (half != NO)
		return half;
	/* 08:30arrive is two words; 4:30pmx is none. */
	if (scan_at_letter(c) && (point || when_begins_half(c)))
		return NONSENSE;
	hours_behind(c, t);
	return YES;
}

/* Machines are serviced at multiples of so many hours that they have run. */
#define SERVICE_HOURS 250

/* `500 h`, `100 h service`, `1000 hr service`: what a machine has run, while `1630 hrs service kit` is a time. */
static bool counts_hours(struct scan c, size_t run, int hours)
{
	bool due = hours % SERVICE_HOURS == 0, few = run == 3;

	if (!scan_blank_word(&c, LEX_HOURS_SHORT, NULL))
		return false;
	return scan_blank_word(&c, LEX_HOURS_RUN, NULL) ? due || few : due && few;
}

/* 1630 and 830. What is out of range is some other number. */
static enum reading bare_read(struct scan *c, struct said *t, size_t run, int value)
{
	enum reading half;

	if (run > 4 || !when_said_clock(t, value / 100, value % 100) || scan_at_joined(c) ||
	    counts_hours(*c, run, value))
		return NO;
	t->bare = true;
	half = when_read_half(c, t);
	if (half != NO)
		return half;
	if (run == 4 && scan_blank_word(c, LEX_HOURS_SHORT, NULL))
		return scan_at_digit(c) ? NO : YES;
	return number_ends(c) ? YES : NO;
}

/* Characters that may go on behind an hour without o'clock; all else makes a count of it: afternoon 3 workshops. */
static bool hour_ends(struct scan c)
{
	return number_ends(&c) && (!scan_at_unspaced(&c) || scan_word(&c, LEX_AFTER_HOUR, NULL));
}

/* An hour alone needs something that makes it one: 4pm, 4 o'clock, 4 in the afternoon, or (`loose`) tomorrow at 4 and
 * afternoon 4, in characters. */
static enum reading plain_read(struct scan *c, struct said *t, int hour, bool loose)
{
	struct scan next = *c, behind;
	struct said more;
	enum reading half;
	bool clock;

	if (scan_at_joined(c) || !when_said_clock(t, hour, 0))
		return NO;
	clock = scan_blank_word(&next, LEX_OCLOCK, NULL) || when_hour_word(&next);
	if (clock)
		*c = next;
	behind = *c;
	scan_blank(&behind);
	half = !clock && when_counts_days(behind) ? NO : when_read_half(c, t);
	if (half != NO)
		return hour > 12 ? NONSENSE : half;
	more = *t;
	next = *c;
	if (t->part == PART_NONE && when_read_tail(&next, &more)) {
		*c = next;
		*t = more;
		return YES;
	}
	return clock || (loose && hour_ends(*c)) ? YES : NO;
}

/* `ranged` behind 2-, `2 to`; else only the next hour counts, as in 2,3pm and 2 3pm. */
static bool range_mark(struct scan *c, bool *ranged)
{
	*ranged = scan_blank_word(c, LEX_RANGE, NULL);
	if (*ranged)
		scan_blank(c);
	if (!*ranged && scan_text(c, ","))
		scan_blank(c);
	else if (!*ranged && !scan_text(c, " "))
		return false;
	return true;
}

/* Of 2-3pm the later counts, as it does of 2-3 hours. */
static void range_read(struct scan *c, struct said *t, int *hour)
{
	struct scan next = *c;
	int later;
	bool ranged;
	struct scan mark;

	if (!range_mark(&next, &ranged) || !scan_small(&next, &later) || later <= *hour ||
	    (!ranged && later != *hour + 1))
		return;
	mark = next;
	/* A half makes a range only of hours it can belong to, and not where it begins another time: 11-22 pm, 2-3 am9. */
	if (scan_blank_word(&mark, LEX_HOUR_MARK, NULL) ||
	    (later <= 12 && when_half_behind(&mark) && !scan_at_digit(&mark))) {
		*c = next;
		*hour = later;
		t->range = true;
	}
}

/* 16h30, 17h: fewer hours are a span, and so is a whole day of them. */
static enum reading sign_read(struct scan *c, struct said *t, int hour)
{
	struct scan next = *c;
	int minute = 0;
	size_t run;

	if (hour < 10 || hour > 23 || !scan_word(&next, LEX_HOUR_SIGN, NULL))
		return NO;
	run = scan_digits(&next, &minute);
	if ((run != 0 && run != 2) || scan_at_letter(&next) || !when_said_clock(t, hour, minute))
		return NO;
	*c = next;
	return YES;
}

static enum reading digits_read(struct scan *c, struct said *t, bool loose)
{
	bool zero = scan_peek(c, 0) == '0', point;
	enum reading minutes;
	int hour, minute;
	size_t run = scan_digits(c, &hour);

	t->zero = zero && run > 1;
	if (run > 2)
		return bare_read(c, t, run, hour);
	if (sign_read(c, t, hour) == YES)
		return YES;
	range_read(c, t, &hour);
	point = scan_peek(c, 0) != ':';
	minutes = colon_read(c, &minute);
	t->point = minutes == YES && point;
	if (minutes == YES)
		minutes = when_said_clock(t, hour, minute) ? colon_ends(c, t, point) : NONSENSE;
	if (minutes != NO)
		return minutes == NONSENSE && point ? NO : minutes;
	if (scan_blank_word(c, LEX_HOUR_MARK, NULL))
		return marked_read(c, t, hour);
	return plain_read(c, t, hour, loose);
}

bool when_read_wrong(struct scan *c)
{
	struct scan start = *c;
	int hour, minute = 0, spare;
	bool either = when_read_either(c);
	size_t run = either ? 0 : scan_digits(c, &hour);
	bool colon = scan_text(c, ":");

	if (either)
		return true;
	if (!run || run > 2 || (colon ? scan_digits(c, &minute) != 2 : !scan_word(c, LEX_HOUR_MARK, NULL)))
		goto none;
	scan_word(c, colon ? LEX_MINUTE_MARK : LEX_HOUR_PART, &spare);
	if (scan_at_joined(c) || scan_at_letter(c) || scan_word(c, LEX_NO_HOUR, NULL))
		goto none;
	if (hour > 24 || minute > 59 || (hour == 24 && minute))
		return true;
none:
	*c = start;
	return false;
}

enum reading when_read_clock(struct scan *c, struct said *t, bool loose)
{
	struct scan start = *c;
	struct said before = *t;
	enum reading found = NO;
	int hour;

	if (fraction_time(c, t) || when_read_worded(c, t)) {
		found = YES;
	} else if (scan_at_digit(c)) {
		found = digits_read(c, t, loose);
	} else {
		t->range = scan_run(c, &hour);
		if (t->range || scan_han(c, &hour)) {
			range_read(c, t, &hour);
			if (scan_blank_word(c, LEX_HOUR_MARK, NULL))
				found = marked_read(c, t, hour);
		}
	}
	if (found != YES) {
		*c = start;
		*t = before;
	}
	return found;
}
