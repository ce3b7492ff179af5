/* The day that a time names: tomorrow, next friday, 11-22, nov 22. */
#include "handlers/time/when_day.h"

#include <string.h>

#include "handlers/time/when_local.h"

/* `sun in my eyes`, `sat nav` */
static bool begins_no_day(struct scan c)
{
	return scan_at_letter(&c) && scan_word(&c, LEX_NO_DAY, NULL);
}

static bool weekday(struct scan *c, struct said *t)
{
	bool which = scan_word(c, LEX_WHICH_WEEK, &t->days);
	bool number;

	if (begins_no_day(*c))
		return false;
	if (which && scan_at_letter(c))
		return false;
	scan_blank(c);
	t->day = which ? DAY_IN_WEEK : DAY_OF_WEEK;
	if (scan_word(c, LEX_WEEK, NULL)) {
		number = scan_at_digit(c);
		return scan_word(c, LEX_WEEKDAY_NUMERAL, &t->wday) && !(number && scan_at_digit(c));
	}
	return scan_word(c, LEX_WEEKDAY, &t->wday);
}

/* This morning, last friday; in characters the day, cut short, before a part of it or 16:30. */
static bool stem(struct scan *c, struct said *t)
{
	bool letters = scan_at_letter(c);
	struct scan next;

	if (!scan_word(c, LEX_DAY_STEM, &t->days))
		return false;
	scan_blank(c);
	t->day = DAY_FROM_TODAY;
	t->leans = true;
	next = *c;
	if (scan_word(&next, LEX_STEM_PART, NULL) || (!letters && t->days > -2 && scan_at_digit(c)))
		return true;
	t->day = DAY_OF_WEEK;
	t->leans = false;
	return letters && scan_word(c, LEX_WEEKDAY, &t->wday);
}

static bool relative(struct scan *c, struct said *t)
{
	t->day = DAY_FROM_TODAY;
	/* Tonight is a day and a part of it. */
	if (scan_word(c, LEX_EVENING_DAY, &t->days)) {
		t->part = PART_EVENING;
		t->leans = true;
		return true;
	}
	return scan_word(c, LEX_DAY, &t->days);
}

/* After 11-22 nothing may go on: 11-22-33, 11/22a. */
static bool number_ends(const struct scan *c)
{
	return !scan_at_digit(c) && !scan_at_letter(c) && !scan_at_joined(c);
}

/* The day of the month behind 11 and the character for month, or behind 11 and the sign that a date is written with. */
static bool mday_read(struct scan *c, struct said *t, bool marked)
{
	scan_blank(c);
	if (!scan_small(c, &t->mday))
		return false;
	if (!marked)
		return number_ends(c);
	scan_word(c, LEX_DAY_MARK, NULL);
	return true;
}

static bool is_sign(char sign)
{
	return sign == '-' || sign == '/' || sign == '.';
}

/* 2026-11-22, 2026/11/22, and with the characters for year, month and day */
static bool year_date(struct scan *c, struct said *t)
{
	char sign = (char)scan_peek(c, 0);
	bool marked = scan_word(c, LEX_YEAR_MARK, NULL);

	if (!marked && !is_sign(sign))
		return false;
	c->i += marked ? 0 : 1;
	scan_blank(c);
	if (!scan_small(c, &t->month))
		return false;
	if (marked)
		return scan_word(c, LEX_MONTH_MARK, NULL) && mday_read(c, t, true);
	if ((char)scan_peek(c, 0) != sign)
		return false;
	c->i++;
	return mday_read(c, t, false);
}

/* Behind nov 22 the year may follow; but nov 22 2030 may as well be half past eight. It is a year if the time is
 * still to come: behind an hour or a part of the day none does. */
static void english_year(struct scan *c, struct said *t)
{
	struct scan start = *c;
	int year;

	if (t->clock || t->part)
		return;
	scan_text(c, ",");
	scan_blank(c);
	if (scan_digits(c, &year) == 4 && year >= 2000 && year < 2100 && scan_text(c, " ")) {
		if (scan_word(c, LEX_TIME_JOINT, NULL))
			scan_blank(c);
		if (scan_at_digit(c)) {
			t->year = year;
			return;
		}
	}
	*c = start;
}

static bool english_date(struct scan *c, struct said *t)
{
	bool first = scan_at_digit(c);

	if (first) {
		if (!scan_small(c, &t->mday))
			return false;
		if (scan_word(c, LEX_ORDINAL, NULL))
			t->day = DAY_OF_MONTH; /* unless a month follows */
		scan_blank(c);
	}
	if (!scan_word(c, LEX_MONTH, &t->month)) {
		t->month = 1;
		return t->day == DAY_OF_MONTH;
	}
	t->day = DAY_DATE;
	if (!first) {
		scan_text(c, ".");
		scan_blank(c);
		if (!scan_at_digit(c) || !scan_small(c, &t->mday))
			return false;
		scan_word(c, LEX_ORDINAL, NULL);
	}
	if (!number_ends(c))
		return false;
	english_year(c, t);
	return true;
}

/* `4.30 pm` is a time of day, with a point for its colon. */
static bool half_follows(struct scan c)
{
	return scan_blank_word(&c, LEX_AM_PM, NULL);
}

/* The first of two numbers was taken for the month. */
static void heed_order(struct said *t)
{
	int first = t->month;

	if (when_used()->date_order != DATE_DMY)
		return;
	t->month = t->mday;
	t->mday = first;
}

/* Written with points, what stands first is the day where it can be no month: 22.11.2026. 22/11/2026 goes by the order
 * alone. */
static void heed_size(struct said *t)
{
	int first = t->month;

	if (first <= 12 || t->mday > 12)
		return;
	t->month = t->mday;
	t->mday = first;
}

/* 11/22/2026, 11.22.2026, 11/22/26: the year behind. Two digits for the year, as in 26.11.22, mean another day in each
 * country: it is asked back. */
static bool date_and_year(struct scan *c, struct said *t)
{
	char sign;
	size_t digits, begun = c->i;

	if (!scan_small(c, &t->month))
		return false;
	sign = (char)scan_peek(c, 0);
	if (!is_sign(sign) || !scan_at_joined(c))
		return false;
	c->i++;
	if (!scan_small(c, &t->mday) || (char)scan_peek(c, 0) != sign || !scan_at_joined(c))
		return false;
	c->i++;
	digits = scan_digits(c, &t->year);
	if (!number_ends(c))
		return false;
	if (digits == 2 && sign == '.' && c->i - begun == strlen("26.11.22")) {
		t->month = 0; /* there is no such date */
		return true;
	}
	if (digits == 2 && sign == '/')
		t->year += 2000;
	else if (digits != 4 || t->year < 2000 || t->year >= 2100)
		return false;
	heed_order(t);
	if (sign == '.')
		heed_size(t);
	return true;
}

/* 11-22, 11/22, 11.22, and with the characters for month and day; 22 with that for day */
static bool short_date(struct scan *c, struct said *t)
{
	char sign;

	if (!scan_small(c, &t->month))
		return false;
	if (scan_word(c, LEX_MONTH_MARK, NULL))
		return mday_read(c, t, true);
	if (scan_word(c, LEX_DAY_MARK, NULL)) {
		t->day = DAY_OF_MONTH;
		t->mday = t->month;
		t->month = 1;
		return true;
	}
	sign = (char)scan_peek(c, 0);
	if (!is_sign(sign) || !scan_at_joined(c))
		return false;
	c->i++;
	if (!mday_read(c, t, false) || (sign == '.' && half_follows(*c)))
		return false;
	heed_order(t);
	return true;
}

/* That there is such a date is settled later; but 16.75 is no date at all, and 2.30 is none in any year: it is half past
 * two. */
static bool may_be_date(const struct said *t)
{
	int64_t day;

	if (t->month < 1 || t->month > 12 || t->mday < 1 || t->mday > 31)
		return false;
	return t->year != 0 || when_date(2000, t->month, t->mday, &day);
}

static bool date(struct scan *c, struct said *t)
{
	struct scan start = *c;
	struct said blank = *t;
	bool ok, whole = false;

	blank.day = DAY_DATE;
	*t = blank;
	ok = scan_digits(c, &t->year) == 4 && year_date(c, t);
	if (!ok) {
		*c = start;
		*t = blank;
		ok = whole = date_and_year(c, t);
	}
	if (!ok) {
		*c = start;
		*t = blank;
		ok = short_date(c, t);
	}
	if (!ok) {
		*c = start;
		*t = blank;
		ok = english_date(c, t);
	}
	/* With its year it is meant as a date, and may be a wrong one. */
	return ok && (whole || !memchr(start.s + start.i, '.', c->i - start.i) || may_be_date(t));
}

/* 11-22 sunday, 11-22(sunday): the date counts. */
static void date_weekday(struct scan *c)
{
	struct scan start = *c;
	struct said spare = {0};
	bool paren;

	scan_blank(c);
	paren = scan_text(c, "(");
	if (!weekday(c, &spare) || (paren && !scan_text(c, ")")))
		*c = start;
}

bool when_read_day(struct scan *c, struct said *t)
{
	static bool (*const readers[])(struct scan *, struct said *) = {relative, stem, weekday, date};
	struct scan start = *c;
	struct said blank = *t;
	size_t i;

	for (i = 0; i < sizeof(readers) / sizeof(*readers); i++) {
		if (readers[i](c, t)) {
			if (t->day == DAY_DATE)
				date_weekday(c);
			return true;
		}
		*c = start;
		*t = blank;
	}
	return false;
}
