/* Reads times as people text them: day, part of the day and clock time, or a span. Words are rows of tables; a cursor
 * moves over the text. What was said then goes to when_settle.c, which finds the time meant. */
#include "handlers/time/when.h"
#include "handlers/time/when_said.h"
#include "handlers/time/when_scan.h"

/* Between a day, or a part of it, and the clock time. After `at` an hour needs no 点. */
static const struct word joints[] = {
	{"at ", 1}, {"by ", 1}, {"around ", 1}, {"before ", 1}, {"的", 0}, {" ", 0},
};
static const struct word suffixes[] = {
	{"左右", 0}, {"前后", 0}, {"之前", 0}, {"以前", 0}, {"sharp", 0}, {"or so", 0},
};
/* 前 is no "before" in these: 前往, 前轮. */
static const struct word fronts[] = {
	{"往", 0}, {"轮", 0}, {"桥", 0}, {"端", 0}, {"部", 0}, {"面", 0}, {"台", 0}, {"叉", 0}, {"盖", 0}, {"梁", 0},
};

static bool joints_read(struct scan *c, bool comma)
{
	bool loose = false;
	int value = 0;

	while (scan_word(c, WORDS(joints), &value) || (comma && scan_text(c, ",")))
		loose = loose || value;
	return loose;
}

static void suffix_read(struct scan *c)
{
	struct scan next = *c, beyond;
	int spare;

	/* 许 is a name, too: 14:00许伟. */
	if (scan_text(&next, "许")) {
		beyond = next;
		if (scan_peek(&next, 0) < 0x80 || scan_text(&beyond, "到"))
			*c = next;
		return;
	}
	scan_blank(&next);
	if (scan_word(&next, WORDS(suffixes), &spare)) {
		*c = next;
		return;
	}
	if (!scan_text(&next, "前"))
		return;
	beyond = next;
	if (!scan_word(&beyond, WORDS(fronts), &spare))
		*c = next;
}

/* 晚一点 is later, not one o'clock; 上午好 greets. */
static bool deceptive(struct scan c, bool weak)
{
	struct scan whole = c;
	struct said t = {0};
	int one;

	if (!weak)
		return scan_text(&c, "好");
	if (!scan_small(&c, &one) || one != 1 || !scan_text(&c, "点"))
		return false;
	/* 晚一点半 is a clock time. */
	return when_read_clock(&whole, &t, false) != YES || whole.i == c.i;
}

static bool moment_read(struct scan *c, struct said *t, bool day)
{
	bool loose, weak, named;
	struct scan end;

	if (day && !when_read_day(c, t))
		return false;
	loose = day && joints_read(c, true);
	named = when_read_part(c, &t->part, &weak);
	weak = weak && !day;
	if (named && deceptive(*c, weak))
		return false;
	end = *c;
	if (named)
		loose = scan_at_digit(c) || joints_read(c, false) || loose;
	switch (when_read_clock(c, t, loose)) {
	case NONSENSE:
		return false;
	case YES:
		break;
	case NO:
		*c = end;
		if (!named || weak)
			return false;
		break;
	}
	if (named && !when_said_part(t))
		return false;
	when_read_later(c, t);
	when_read_tail(c, t);
	suffix_read(c);
	return true;
}

static size_t moment_len(const char *s, size_t n, struct said *t)
{
	struct scan c = {s, n, 0};

	if (moment_read(&c, t, true))
		return c.i;
	c.i = 0;
	*t = (struct said){0};
	return moment_read(&c, t, false) ? c.i : 0;
}

/* What is written as a time, with its day or without, although there is no such hour. */
static size_t wrong_len(const char *s, size_t n)
{
	struct scan c = {s, n, 0};
	struct said t = {0};
	bool weak;

	if (when_read_day(&c, &t))
		joints_read(&c, true);
	when_read_part(&c, &t.part, &weak);
	if (when_read_wrong(&c))
		return c.i;
	c.i = 0;
	return when_read_wrong(&c) ? c.i : 0;
}

/* A time is looked for at each word of a text, and most begin none. */
static struct firsts firsts;

__attribute__((constructor)) static void gather_firsts(void)
{
	scan_han_firsts(&firsts);
	when_day_firsts(&firsts);
	when_part_firsts(&firsts);
	when_span_firsts(&firsts);
}

struct when when_read(const char *s, size_t n, int64_t moment, enum when_side side)
{
	struct when none = {0}, w = {0};
	struct said t = {0};
	struct scan c = {s, n, 0};
	int64_t span = 0;
	bool ranged = false;

	/* Only letters and digits begin a time. */
	if (!n || (scan_peek(&c, 0) < 0x80 && !scan_at_digit(&c) && !scan_at_letter(&c)))
		return none;
	if (!scan_at_digit(&c) && !firsts_have(&firsts, &c))
		return none;
	w.len = moment_len(s, n, &t);
	if (when_read_span(&c, side == BEHIND, &span, &ranged) && c.i > w.len) {
		w.kind = WHEN_SPAN;
		w.len = c.i;
		w.range = ranged;
		w.at = side == BEHIND ? moment - span : moment + span;
		return w;
	}
	if (!w.len || !when_said_settle(&t, moment, side, &w.at)) {
		none.wrong = w.len ? w.len : wrong_len(s, n);
		return none;
	}
	w.kind = t.clock ? WHEN_CLOCK : WHEN_HALFDAY;
	w.bare = t.bare;
	w.dated = t.day != DAY_NONE;
	w.range = t.range;
	return w;
}
