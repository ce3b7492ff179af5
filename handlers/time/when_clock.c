/* The clock time within a time, and what English puts behind it: 16:30, 1630, 4点半, 4:30 tomorrow afternoon. */
#include "handlers/time/when_said.h"
#include "handlers/time/when_scan.h"

static const struct word parts[] = {
	{"凌晨", PART_DAWN},
	{"清晨", PART_MORNING},
	{"早晨", PART_MORNING},
	{"早上", PART_MORNING},
	{"上午", PART_MORNING},
	{"中午", PART_NOON},
	{"正午", PART_NOON},
	{"下午", PART_AFTERNOON},
	{"午后", PART_AFTERNOON},
	{"傍晚", PART_DUSK},
	{"晚上", PART_EVENING},
	{"晚间", PART_EVENING},
	{"夜里", PART_NIGHT},
	{"夜间", PART_NIGHT},
	{"深夜", PART_NIGHT},
	{"半夜", PART_NIGHT},
	{"午夜", PART_MIDNIGHT},
	{"morning", PART_MORNING},
	{"in the morning", PART_MORNING},
	{"noon", PART_NOON},
	{"at noon", PART_NOON},
	{"midday", PART_NOON},
	{"afternoon", PART_AFTERNOON},
	{"in the afternoon", PART_AFTERNOON},
	{"evening", PART_EVENING},
	{"in the evening", PART_EVENING},
	{"night", PART_EVENING},
	{"at night", PART_EVENING},
	{"midnight", PART_MIDNIGHT},
	{"at midnight", PART_MIDNIGHT},
};
/* Alone these are early, late, a greeting: they need a day or a clock time beside them. */
static const struct word weak_parts[] = {
	{"早", PART_MORNING}, {"晚", PART_EVENING}, {"夜", PART_NIGHT}, {"am", PART_AM}, {"pm", PART_PM},
};
static const struct word half_words[] = {
	{"am", PART_AM}, {"a.m.", PART_AM}, {"a.m", PART_AM}, {"pm", PART_PM}, {"p.m.", PART_PM}, {"p.m", PART_PM},
};
static const struct word hour_marks[] = {
	{"点", 0},
	{"时", 0},
	{"點", 0},
	{"時", 0},
};
static const struct word oclock[] = {
	{"o'clock", 0},
	{"o’clock", 0},
	{"oclock", 0},
	{"o clock", 0},
};
static const struct word hour_parts[] = {
	{"钟", 0},    {"整", 0},   {"钟整", 0},  {"多", 0},    {"半", 30},
	{"一刻", 15}, {"1刻", 15}, {"两刻", 30}, {"三刻", 45}, {"3刻", 45},
};
/* What makes 两点 two points, and 时 no hour: 两点建议, 时间. */
static const struct word points[] = {
	{"儿", 0},   {"点", 0}, {"问题", 0}, {"原因", 0}, {"建议", 0}, {"意见", 0},
	{"要求", 0}, {"候", 0}, {"间", 0},   {"常", 0},   {"期", 0},
};
/* What makes digits a quantity. */
static const struct word units[] = {
	{"公里", 0}, {"千米", 0}, {"公斤", 0}, {"千克", 0}, {"毫米", 0}, {"厘米", 0}, {"小时", 0},  {"分钟", 0},
	{"米", 0},   {"吨", 0},   {"升", 0},   {"元", 0},   {"块", 0},   {"度", 0},   {"伏", 0},    {"%", 0},
	{"km", 0},   {"kg", 0},   {"mm", 0},   {"cm", 0},   {"rpm", 0},  {"bar", 0},  {"psi", 0},   {"kpa", 0},
	{"mpa", 0},  {"v", 0},    {"hz", 0},   {"kw", 0},   {"hp", 0},   {"l", 0},    {"miles", 0},
};
/* The same only close by: 1630个, but 1630 个人原因. */
static const struct word counters[] = {
	{"个", 0}, {"台", 0}, {"件", 0}, {"人", 0}, {"次", 0}, {"号", 0}, {"天", 0}, {"年", 0}, {"月", 0}, {"日", 0},
};
static const struct word military[] = {
	{"h", 0},
	{"hrs", 0},
	{" hrs", 0},
};
static const struct word followers[] = {
	{"到", 0},
	{"左右", 0},
	{"前", 0},
};

static bool at_unit(struct scan c)
{
	int spare;

	if (scan_word(&c, WORDS(counters), &spare))
		return true;
	scan_blank(&c);
	return scan_word(&c, WORDS(units), &spare);
}

static enum reading clock_set(struct said *t, int hour, int minute)
{
	if (hour > 24 || minute > 59 || (hour == 24 && minute))
		return NONSENSE;
	t->clock = true;
	t->minute = hour * 60 + minute;
	return YES;
}

/* am or pm behind a clock time. */
static enum reading half_read(struct scan *c, struct said *t)
{
	struct scan start = *c;
	enum part part = t->part;
	int half;
	bool ok, blank;

	scan_blank(c);
	blank = c->i > start.i;
	if (!scan_word(c, WORDS(half_words), &half) || scan_at_digit(c)) {
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

	*weak = !scan_word(c, WORDS(parts), &found);
	if (*weak)
		scan_word(c, WORDS(weak_parts), &found);
	*part = (enum part)found;
	return *part != PART_NONE;
}

static bool tail_read(struct scan *c, struct said *t)
{
	struct scan next = *c;
	struct said more = *t;
	bool on, day = false;
	int part;

	scan_blank(&next);
	on = scan_text(&next, "on ");
	if (t->day == DAY_NONE && (on || scan_at_letter(&next)) && when_read_day(&next, &more)) {
		day = true;
		*c = next;
		*t = more;
		scan_blank(&next);
	}
	if (!scan_at_letter(&next) || !scan_word(&next, WORDS(parts), &part))
		return false;
	if (t->half) {
		/* 9am tomorrow morning: it says nothing new, but belongs to the time. */
		if (day)
			*c = next;
		t->leans = t->leans && !day;
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

/* :30 or .30; seconds are taken along. A point is within other numbers too, so there more is asked. */
static enum reading colon_read(struct scan *c, int *minute)
{
	unsigned char sign = scan_peek(c, 0);
	size_t run;
	int second;

	if ((sign != ':' && sign != '.') || !scan_at_joined(c))
		return NO;
	c->i++;
	run = scan_digits(c, minute);
	if (sign == '.')
		return run == 2 && *minute < 60 && !scan_at_joined(c) && !at_unit(*c) ? YES : NONSENSE;
	if (run == 2 && scan_peek(c, 0) == ':' && scan_at_joined(c)) {
		c->i++;
		run = scan_digits(c, &second);
	}
	return run == 2 && !(scan_peek(c, 0) == ':' && scan_at_joined(c)) ? YES : NONSENSE;
}

/* A number is over: 1630 is, in 1630b, 1630-2 and 1630km it is not, and means something else. */
static bool number_ends(const struct scan *c)
{
	return !scan_at_digit(c) && !scan_at_letter(c) && !scan_at_joined(c) && !at_unit(*c);
}

/* The minutes behind 点: 30, 30分, 三十, 零五, 五分. One digit alone is no minutes. */
static bool minutes_read(struct scan *c, int *minute)
{
	struct scan start = *c, next;
	bool blank = scan_peek(c, 0) == ' ';
	bool digits;
	size_t len;

	scan_blank(c);
	digits = scan_at_digit(c);
	if (scan_small(c, minute)) {
		len = c->i - start.i;
		next = *c;
		scan_blank(&next);
		if (scan_text(&next, "分")) {
			*c = next;
			if (!scan_text(&next, "钟"))
				return true;
		} else if (!blank && number_ends(c) && (digits ? len == 2 : len > 3 || *minute == 10)) {
			return true;
		}
	}
	*c = start;
	return false;
}

/* Behind 点. */
static enum reading marked_read(struct scan *c, struct said *t, int hour)
{
	struct scan next = *c;
	enum reading half;
	int minute = 0;

	if (!scan_word(c, WORDS(hour_parts), &minute) && !minutes_read(c, &minute)) {
		minute = 0;
		if (scan_word(&next, WORDS(points), &minute))
			return NO;
	}
	if (clock_set(t, hour, minute) == NONSENSE)
		return NONSENSE;
	half = half_read(c, t);
	return half == NONSENSE ? NONSENSE : YES;
}

/* Behind 16:30 and 16.30. */
static enum reading colon_ends(struct scan *c, struct said *t, bool point)
{
	enum reading half = half_read(c, t);
	unsigned char first = scan_peek(c, 0);

	if (half != NO)
		return half;
	/* 08:30arrive is two words; 4:30pmx is none. */
	if (scan_at_letter(c) && (point || ((first == 'a' || first == 'p') && scan_peek(c, 1) == 'm')))
		return NONSENSE;
	return YES;
}

/* 1630 and 830. What is out of range is some other number. */
static enum reading bare_read(struct scan *c, struct said *t, size_t run, int value)
{
	enum reading half;
	int spare;

	if (run > 4 || clock_set(t, value / 100, value % 100) != YES || scan_at_joined(c))
		return NO;
	t->bare = true;
	half = half_read(c, t);
	if (half != NO)
		return half;
	if (run == 4 && scan_word(c, WORDS(military), &spare))
		return scan_at_digit(c) ? NO : YES;
	return number_ends(c) ? YES : NO;
}

/* Chinese that may go on behind an hour without 点; all else makes a count of it: 下午3车间. */
static bool hour_ends(struct scan c)
{
	int spare;

	return number_ends(&c) && (scan_peek(&c, 0) < 0x80 || scan_word(&c, WORDS(followers), &spare));
}

/* An hour alone needs something that makes it one: 4pm, 4 o'clock, 4 in the afternoon, or (`loose`) tomorrow at 4 and
 * 下午4. */
static enum reading plain_read(struct scan *c, struct said *t, int hour, bool loose)
{
	struct scan next = *c;
	struct said more;
	enum reading half;
	int spare;
	bool clock;

	if (scan_at_joined(c) || clock_set(t, hour, 0) != YES)
		return NO;
	scan_blank(&next);
	clock = scan_word(&next, WORDS(oclock), &spare);
	if (clock)
		*c = next;
	half = half_read(c, t);
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

/* Of 2-3点 the later counts, as it does of 2-3小时. */
static void range_read(struct scan *c, struct said *t, int *hour)
{
	struct scan next = *c, mark;
	int later, spare;

	if (!scan_text(&next, "-") && !scan_text(&next, "~") && !scan_text(&next, "到") && !scan_text(&next, "至"))
		return;
	if (!scan_small(&next, &later) || later <= *hour)
		return;
	mark = next;
	if (scan_word(&mark, WORDS(hour_marks), &spare)) {
		*c = next;
		*hour = later;
		t->range = true;
	}
}

static enum reading digits_read(struct scan *c, struct said *t, bool loose)
{
	bool zero = scan_peek(c, 0) == '0', point;
	struct scan next;
	enum reading minutes;
	int hour, minute;
	size_t run = scan_digits(c, &hour);

	t->zero = zero && run > 1;
	if (run > 2)
		return bare_read(c, t, run, hour);
	range_read(c, t, &hour);
	point = scan_peek(c, 0) == '.';
	minutes = colon_read(c, &minute);
	if (minutes == YES)
		minutes = clock_set(t, hour, minute) == YES ? colon_ends(c, t, point) : NONSENSE;
	if (minutes != NO)
		return minutes == NONSENSE && point ? NO : minutes;
	next = *c;
	scan_blank(&next);
	if (scan_word(&next, WORDS(hour_marks), &minute)) {
		*c = next;
		return marked_read(c, t, hour);
	}
	return plain_read(c, t, hour, loose);
}

bool when_read_wrong(struct scan *c)
{
	struct scan start = *c;
	int hour, minute = 0, spare;
	size_t run = scan_digits(c, &hour);
	bool colon = scan_text(c, ":");

	if (!run || run > 2 || (colon ? scan_digits(c, &minute) != 2 : !scan_text(c, "点")))
		goto none;
	scan_text(c, colon ? "分" : "半");
	if (scan_at_joined(c) || scan_at_letter(c) || scan_word(c, WORDS(points), &spare))
		goto none;
	if (hour > 24 || minute > 59 || (hour == 24 && minute))
		return true;
none:
	*c = start;
	return false;
}

void when_read_later(struct scan *c, struct said *t)
{
	struct scan next = *c;
	struct said more = {.part = t->part};
	bool weak;

	if (!t->clock || t->bare || (!scan_text(&next, "-") && !scan_text(&next, "~") && !scan_text(&next, "至")))
		return;
	when_read_part(&next, &more.part, &weak);
	more.part = more.part == PART_NONE ? t->part : more.part;
	if (when_read_clock(&next, &more, false) != YES || more.bare || !when_said_part(&more))
		return;
	/* 11:00-1:00 */
	if (more.minute < t->minute && !more.half && more.minute + 12 * 60 < 24 * 60)
		more.minute += 12 * 60;
	if (more.minute <= t->minute)
		return;
	t->minute = more.minute;
	t->half = t->half || more.half || more.minute >= 12 * 60;
	t->zero = more.zero;
	t->range = true;
	*c = next;
}

enum reading when_read_clock(struct scan *c, struct said *t, bool loose)
{
	struct scan start = *c;
	struct said before = *t;
	enum reading found = NO;
	int hour, spare;

	if (scan_at_digit(c)) {
		found = digits_read(c, t, loose);
	} else if (scan_han(c, &hour)) {
		scan_blank(c);
		if (scan_word(c, WORDS(hour_marks), &spare))
			found = marked_read(c, t, hour);
	}
	if (found != YES) {
		*c = start;
		*t = before;
	}
	return found;
}

void when_part_firsts(struct firsts *f)
{
	firsts_add(f, WORDS(parts));
	firsts_add(f, WORDS(weak_parts));
}
