/* Spans: 2小时, 一个半小时, 1h30, half an hour. */
#include "handlers/time/when_scan.h"

enum { HOUR = 60, DAY = 24 * HOUR, LONGEST = 30 * DAY };

static const struct word prefixes[] = {
	{"in", 0},
	{"within", 0},
};
static const struct word numbers[] = {
	{"a", 1},       {"an", 1},       {"one", 1},     {"two", 2},     {"three", 3},  {"four", 4},
	{"five", 5},    {"six", 6},      {"seven", 7},   {"eight", 8},   {"nine", 9},   {"ten", 10},
	{"twelve", 12}, {"fifteen", 15}, {"twenty", 20}, {"thirty", 30}, {"forty", 40}, {"ninety", 90},
};
static const struct word halves[] = {
	{"半个", 0}, {"半", 0}, {"half an", 0}, {"half a", 0}, {"half", 0},
};
/* In minutes. */
static const struct word units[] = {
	{"小时", HOUR},  {"钟头", HOUR}, {"h", HOUR}, {"hr", HOUR}, {"hrs", HOUR}, {"hour", HOUR},
	{"hours", HOUR}, {"分钟", 1},    {"m", 1},    {"min", 1},   {"mins", 1},   {"minute", 1},
	{"minutes", 1},  {"刻钟", 15},   {"天", DAY}, {"day", DAY}, {"days", DAY},
};
static const struct word minute_units[] = {
	{"分钟", 0}, {"分", 0}, {"m", 0}, {"min", 0}, {"mins", 0}, {"minute", 0}, {"minutes", 0},
};
static const struct word also[] = {
	{"零", 0},
	{"又", 0},
	{"and ", 0},
};
static const struct word and_half[] = {
	{"半", 0},
	{"and a half", 0},
};
static const struct word about[] = {
	{"左右", 0},
	{"多", 0},
	{"or so", 0},
};
static const struct word later[] = {
	{"以内", 0}, {"之内", 0}, {"内", 0},    {"以后", 0},     {"之后", 0},
	{"过后", 0}, {"后", 0},   {"later", 0}, {"from now", 0},
};
static const struct word earlier[] = {
	{"以前", 0}, {"之前", 0}, {"前", 0}, {"ago", 0}, {"earlier", 0},
};

/* A number in thousandths; what it counts comes behind. */
static bool quantity(struct scan *c, int *milli)
{
	int value, fraction = 0;
	bool zero = scan_peek(c, 0) == '0';
	size_t run = scan_digits(c, &value);

	if (run) {
		/* 0830h is a clock time. */
		if (run > 4 || (zero && run > 1))
			return false;
		*milli = value * 1000;
		if (!scan_text(c, "."))
			return true;
		run = scan_digits(c, &fraction);
		*milli += run == 1 ? fraction * 100 : fraction * 10;
		return run == 1 || run == 2;
	}
	if (scan_word(c, WORDS(halves), &value)) {
		*milli = 500;
		return true;
	}
	if (!scan_word(c, WORDS(numbers), &value) && !scan_han(c, &value))
		return false;
	if (scan_text(c, "点") && !scan_han(c, &fraction))
		return false;
	*milli = value * 1000 + fraction * 100;
	return fraction < 10;
}

/* Of 1-2小时 the longer counts: a promise had better be kept. */
static bool range(struct scan *c, int *milli, bool *ranged)
{
	struct scan start;
	int more;

	*ranged = false;
	if (!quantity(c, milli))
		return false;
	start = *c;
	if (!scan_text(c, "-") && !scan_text(c, "~") && !scan_text(c, "到") && !scan_text(c, "至"))
		return true;
	*ranged = quantity(c, &more) && more > *milli;
	if (*ranged)
		*milli = more;
	else
		*c = start;
	return true;
}

/* The minutes behind hours: 1h30, 1小时20分, 1 hour and 5 min. Without a unit they must stand close. */
static int rest_minutes(struct scan *c)
{
	struct scan start = *c;
	bool close;
	int value, spare;

	if (scan_word(c, WORDS(and_half), &spare))
		return 30;
	scan_blank(c);
	if (scan_text(c, "and a half"))
		return 30;
	scan_word(c, WORDS(also), &spare);
	scan_blank(c);
	close = c->i == start.i && scan_at_digit(c);
	if (scan_small(c, &value) && value < 60) {
		struct scan bare = *c;

		scan_blank(c);
		if (scan_word(c, WORDS(minute_units), &spare) && !scan_at_digit(c))
			return value;
		*c = bare;
		if (close && !scan_at_digit(c) && !scan_at_letter(c) && !scan_at_joined(c))
			return value;
	}
	*c = start;
	return 0;
}

/* 后到达 belongs to a span as 后到 does, unless it is the next code: 到达0950. */
static void arrival(struct scan *c)
{
	struct scan start = *c;

	if (scan_text(c, "到达")) {
		scan_blank(c);
		if (scan_at_digit(c)) {
			*c = start;
			return;
		}
		c->i = start.i + sizeof("到达") - 1;
		return;
	}
	scan_text(c, "到");
}

/* What may stand behind a span; false if it says the wrong side of the moment. */
static bool side_read(struct scan *c, bool past)
{
	struct scan start = *c, next;
	int spare;

	scan_blank(c);
	if (scan_word(c, WORDS(about), &spare)) {
		start = *c;
		scan_blank(c);
	}
	next = *c;
	if (scan_word(&next, WORDS(earlier), &spare) && !scan_text(&next, "往")) {
		*c = next;
		return past;
	}
	next = *c;
	if (scan_text(&next, "后天") || !scan_word(c, WORDS(later), &spare)) {
		*c = start;
		return !past;
	}
	arrival(c);
	if (scan_word(c, WORDS(about), &spare))
		arrival(c);
	return !past;
}

static bool unit_read(struct scan *c, int *milli, int *unit)
{
	/* 一个半小时, two and a half hours */
	scan_blank(c);
	if (scan_text(c, "个") || scan_text(c, "and a ")) {
		scan_blank(c);
		if (scan_text(c, "half ") || scan_text(c, "半"))
			*milli += 500;
		scan_text(c, "多");
		scan_blank(c);
	}
	return scan_word(c, WORDS(units), unit);
}

bool when_read_span(struct scan *c, bool past, int64_t *ms, bool *ranged)
{
	struct scan start = *c;
	int milli, unit, spare, rest = 0;
	int64_t thousandths;

	if (scan_word(c, WORDS(prefixes), &spare))
		scan_blank(c);
	if (!range(c, &milli, ranged) || !unit_read(c, &milli, &unit))
		goto none;
	if (unit == HOUR)
		rest = rest_minutes(c);
	/* 2h2o and 90m3 are parts, not times, while 2小时12347 names a ticket; 1.5m is a length,
	 * and 半天 only means long. */
	if (c->s[c->i - 1] >= 'a' && c->s[c->i - 1] <= 'z' && scan_at_digit(c))
		goto none;
	if (scan_peek(c, 0) == '/' || (unit != HOUR && milli % 1000))
		goto none;
	thousandths = (int64_t)milli * unit + rest * 1000;
	if (thousandths <= 0 || thousandths > LONGEST * 1000 || !side_read(c, past))
		goto none;
	*ms = thousandths * 60;
	return true;
none:
	*c = start;
	return false;
}

void when_span_firsts(struct firsts *f)
{
	firsts_add(f, WORDS(prefixes));
	firsts_add(f, WORDS(halves));
	firsts_add(f, WORDS(numbers));
}
