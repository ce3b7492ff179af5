/* The day that a time names: 明天, 下周五, 11-22, nov 22. */
#include <string.h>

#include "handlers/time/when_said.h"
#include "handlers/time/when_scan.h"

static const struct word day_words[] = {
	{"今天", 0},
	{"今日", 0},
	{"今儿", 0},
	{"当天", 0},
	{"当日", 0},
	{"today", 0},
	{"明天", 1},
	{"明日", 1},
	{"明儿", 1},
	{"次日", 1},
	{"第二天", 1},
	{"tomorrow", 1},
	{"tmr", 1},
	{"tmrw", 1},
	{"后天", 2},
	{"day after tomorrow", 2},
	{"the day after tomorrow", 2},
	{"大后天", 3},
	{"昨天", -1},
	{"昨日", -1},
	{"yesterday", -1},
	{"前天", -2},
	{"day before yesterday", -2},
	{"the day before yesterday", -2},
	{"大前天", -3},
};
/* These name a day only with the rest directly behind them: 明早, 今16:30, this morning. */
static const struct word stems[] = {
	{"今", 0}, {"明", 1}, {"昨", -1}, {"前", -2}, {"this ", 0}, {"last ", -1},
};
static const struct word stem_parts[] = {
	{"早", 0},   {"晚", 0},   {"夜", 0},      {"上午", 0},      {"中午", 0},    {"下午", 0},  {"傍晚", 0},
	{"凌晨", 0}, {"半夜", 0}, {"morning", 0}, {"afternoon", 0}, {"evening", 0}, {"night", 0},
};
static const struct word weeks[] = {
	{"周", 0},
	{"星期", 0},
	{"礼拜", 0},
};
static const struct word which_week[] = {
	{"下下", 2}, {"下下个", 2}, {"下", 1},   {"下个", 1}, {"next ", 1},
	{"本", 0},   {"这", 0},     {"这个", 0}, {"上", -1},  {"上个", -1},
};
static const struct word han_weekdays[] = {
	{"一", 0}, {"二", 1}, {"三", 2}, {"四", 3}, {"五", 4}, {"六", 5}, {"日", 6}, {"天", 6},
	{"1", 0},  {"2", 1},  {"3", 2},  {"4", 3},  {"5", 4},  {"6", 5},  {"7", 6},
};
static const struct word weekdays[] = {
	{"mon", 0},       {"monday", 0}, {"tue", 1},      {"tues", 1},  {"tuesday", 1},  {"wed", 2},
	{"wednesday", 2}, {"thu", 3},    {"thur", 3},     {"thurs", 3}, {"thursday", 3}, {"fri", 4},
	{"friday", 4},    {"sat", 5},    {"saturday", 5}, {"sun", 6},   {"sunday", 6},
};
static const struct word months[] = {
	{"jan", 1},  {"january", 1},  {"feb", 2},    {"february", 2},  {"mar", 3},  {"march", 3},
	{"apr", 4},  {"april", 4},    {"may", 5},    {"jun", 6},       {"june", 6}, {"jul", 7},
	{"july", 7}, {"aug", 8},      {"august", 8}, {"sep", 9},       {"sept", 9}, {"september", 9},
	{"oct", 10}, {"october", 10}, {"nov", 11},   {"november", 11}, {"dec", 12}, {"december", 12},
};
static const struct word ordinals[] = {
	{"st", 0},
	{"nd", 0},
	{"rd", 0},
	{"th", 0},
};
static const struct word mday_marks[] = {
	{"日", 0},
	{"号", 0},
};

static bool weekday(struct scan *c, struct said *t)
{
	bool which = scan_word(c, WORDS(which_week), &t->days);
	bool number;
	int spare;

	t->day = which ? DAY_IN_WEEK : DAY_OF_WEEK;
	if (scan_word(c, WORDS(weeks), &spare)) {
		number = scan_at_digit(c);
		return scan_word(c, WORDS(han_weekdays), &t->wday) && !(number && scan_at_digit(c));
	}
	return scan_word(c, WORDS(weekdays), &t->wday);
}

static bool stem(struct scan *c, struct said *t)
{
	bool english = scan_at_letter(c);
	struct scan next;
	int spare;

	if (!scan_word(c, WORDS(stems), &t->days))
		return false;
	t->day = DAY_FROM_TODAY;
	t->leans = true;
	next = *c;
	if (scan_word(&next, WORDS(stem_parts), &spare) || (!english && t->days > -2 && scan_at_digit(c)))
		return true;
	t->day = DAY_OF_WEEK;
	t->leans = false;
	return english && scan_word(c, WORDS(weekdays), &t->wday);
}

static bool relative(struct scan *c, struct said *t)
{
	t->day = DAY_FROM_TODAY;
	/* Tonight is a day and a part of it: the part is left to be read. */
	if (scan_text(c, "tonight")) {
		c->i -= sizeof("night") - 1;
		t->leans = true;
		return true;
	}
	return scan_word(c, WORDS(day_words), &t->days);
}

/* After 11-22 nothing may go on: 11-22-33, 11/22a. */
static bool number_ends(const struct scan *c)
{
	return !scan_at_digit(c) && !scan_at_letter(c) && !scan_at_joined(c);
}

/* The day of the month behind 11月, or behind 11 and the sign that a date is written with. */
static bool mday_read(struct scan *c, struct said *t, bool marked)
{
	int spare;

	scan_blank(c);
	if (!scan_small(c, &t->mday))
		return false;
	if (!marked)
		return number_ends(c);
	scan_word(c, WORDS(mday_marks), &spare);
	return true;
}

/* 2026-11-22, 2026/11/22, 2026年11月22日 */
static bool year_date(struct scan *c, struct said *t)
{
	char sign = (char)scan_peek(c, 0);
	bool marked = scan_text(c, "年");

	if (!marked && sign != '-' && sign != '/' && sign != '.')
		return false;
	c->i += marked ? 0 : 1;
	scan_blank(c);
	if (!scan_small(c, &t->month))
		return false;
	if (marked)
		return scan_text(c, "月") && mday_read(c, t, true);
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
		scan_text(c, "at ");
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
	int spare;

	if (first) {
		if (!scan_small(c, &t->mday))
			return false;
		scan_word(c, WORDS(ordinals), &spare);
		scan_blank(c);
	}
	if (!scan_word(c, WORDS(months), &t->month))
		return false;
	if (!first) {
		scan_text(c, ".");
		scan_blank(c);
		if (!scan_at_digit(c) || !scan_small(c, &t->mday))
			return false;
		scan_word(c, WORDS(ordinals), &spare);
	}
	if (!number_ends(c))
		return false;
	english_year(c, t);
	return true;
}

/* `4.30 pm` is a time of day, with a point for its colon. */
static bool half_follows(const struct scan *c)
{
	size_t i = scan_peek(c, 0) == ' ' ? 1 : 0;
	unsigned char half = scan_peek(c, i), next = scan_peek(c, i + 1);

	return (half == 'a' || half == 'p') && (next == 'm' || (next == '.' && scan_peek(c, i + 2) == 'm'));
}

/* 11-22, 11/22, 11.22, 11月22日, 22号 */
static bool short_date(struct scan *c, struct said *t)
{
	unsigned char sign;
	int spare;

	if (!scan_small(c, &t->month))
		return false;
	if (scan_text(c, "月"))
		return mday_read(c, t, true);
	if (scan_word(c, WORDS(mday_marks), &spare)) {
		t->day = DAY_OF_MONTH;
		t->mday = t->month;
		t->month = 1;
		return true;
	}
	sign = scan_peek(c, 0);
	if ((sign != '-' && sign != '/' && sign != '.') || !scan_at_joined(c))
		return false;
	c->i++;
	return mday_read(c, t, false) && !(sign == '.' && half_follows(c));
}

static bool date(struct scan *c, struct said *t)
{
	struct scan start = *c;
	struct said blank = *t;
	bool ok;

	blank.day = DAY_DATE;
	*t = blank;
	ok = scan_digits(c, &t->year) == 4 && year_date(c, t);
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
	/* That there is such a date is settled later; but 16.75 is no date at all. */
	return ok && ((t->month >= 1 && t->month <= 12 && t->mday >= 1 && t->mday <= 31) ||
		      !memchr(start.s + start.i, '.', c->i - start.i));
}

/* 11-22周日, 11-22(周日): the date counts. */
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

void when_day_firsts(struct firsts *f)
{
	firsts_add(f, &(struct word){"tonight", 0}, 1);
	firsts_add(f, WORDS(day_words));
	firsts_add(f, WORDS(stems));
	firsts_add(f, WORDS(which_week));
	firsts_add(f, WORDS(weeks));
	firsts_add(f, WORDS(weekdays));
	firsts_add(f, WORDS(months));
}
