/* Reads times as people text them: day, part of the day and clock time, or a span. Words are rows of tables; a cursor
 * moves over the text. What was said then goes to when_settle.c, which finds the time meant. */
#include "handlers/time/when.h"

#include "handlers/time/when_clock.h"
#include "handlers/time/when_day.h"
#include "handlers/time/when_hour.h"
#include "handlers/time/when_later.h"
#include "handlers/time/when_said.h"
#include "handlers/time/when_scan.h"
#include "handlers/time/when_settle.h"
#include "handlers/time/when_span.h"

#include <string.h>

#define MINUTE_MS INT64_C(60000)

static bool joints_read(struct scan *c, bool comma)
{
	bool loose = false;
	int value = 0;

	while (scan_word(c, LEX_TIME_JOINT, &value) || scan_text(c, " ") || (comma && scan_text(c, ","))) {
		loose = loose || value;
		value = 0;
	}
	return loose;
}

static void suffix_read(struct scan *c)
{
	struct scan next = *c, beyond;

	/* The character for `or so` is a name, too: Xu Wei behind 14:00. */
	if (scan_word(&next, LEX_SOME, NULL)) {
		beyond = next;
		if (!scan_at_unspaced(&next) || scan_word(&beyond, LEX_AFTER_HOUR, NULL))
			*c = next;
		return;
	}
	next = *c;
	if (scan_blank_word(&next, LEX_TIME_SUFFIX, NULL)) {
		*c = scan_runs_on(next, c) ? *c : next;
		return;
	}
	/* The character for "before" is none in these: going to, front wheel. */
	next = *c;
	if (!scan_blank_word(&next, LEX_BEFORE, NULL))
		return;
	beyond = next;
	if (!scan_word(&beyond, LEX_NOT_BEFORE, NULL) && !scan_runs_on(next, c))
		*c = next;
}

/* In characters `a little later` is written as one o'clock in the evening, and is none; `good morning` greets. */
static bool deceptive(struct scan c, bool weak)
{
	struct scan whole = c;
	struct said t = {0};
	int one;

	if (!weak)
		return scan_word(&c, LEX_GREETING, NULL);
	if (!scan_small(&c, &one) || one != 1 || !scan_word(&c, LEX_HOUR_MARK, NULL))
		return false;
	/* With `half` behind, it is a clock time. */
	return when_read_clock(&whole, &t, false) != YES || whole.i == c.i;
}

/* `+8`, `+08:00`, `+0800`, `-5` behind UTC: the minutes ahead of it. */
static int ahead_read(struct scan *c)
{
	struct scan next = *c, part;
	bool west = scan_text(&next, "-"), east = !west && scan_text(&next, "+");
	int hours, minutes = 0;

	if ((!west && !east) || scan_digits(&next, &hours) == 0)
		return 0;
	if (hours >= 100) {
		minutes = hours % 100;
		hours /= 100;
	} else {
		/* `GMT+8: traffic`: the colon may begin something else. */
		part = next;
		if (scan_text(&part, ":") && scan_digits(&part, &minutes) == 2)
			next = part;
		else
			minutes = 0;
	}
	if (hours > 14 || minutes > 59)
		return 0;
	*c = next;
	return (west ? -1 : 1) * (hours * 60 + minutes);
}

/* `GMT`, `Moscow time`: with the minutes that it lies ahead of UTC. Where ours lies as far ahead, it is ours. What may say
 * nothing besides, as `est`, is a zone only at the end of its clause. */
static bool far_zone(struct scan *c, struct said *t, int64_t moment)
{
	struct scan next = *c, end;
	int ahead = 0;

	if (!scan_word(&next, LEX_FAR_ZONE, &ahead))
		return false;
	if (ahead == 0)
		ahead = ahead_read(&next);
	end = *c;
	if (scan_word(&end, LEX_FILLER, NULL) && end.i == next.i) {
		scan_blank(&end);
		if (scan_at_letter(&end) || scan_at_digit(&end))
			return false;
	}
	t->far = ahead * MINUTE_MS != when_ahead(moment);
	*c = next;
	return true;
}

/* 2:30 (Xinjiang time); 17:30, Moscow time. Where the bracket goes on, `(Moscow time I think`, the zone counts all the same:
 * to ask back is better than to take the time for ours. */
static void zone_read(struct scan *c, struct said *t, int64_t moment)
{
	struct scan next = *c, far;
	bool bracket;

	scan_blank(&next);
	bracket = scan_text(&next, "(");
	far = next;
	if (!bracket && scan_text(&far, ","))
		scan_blank(&far);
	if (!scan_word(&next, LEX_ZONE, &t->zone)) {
		if (!far_zone(&far, t, moment))
			return;
		next = far;
	}
	if (!bracket || scan_text(&next, ")"))
		*c = next;
}

/* Tonight has brought its part along, and may name it again. */
static bool part_read(struct scan *c, struct said *t, bool *weak)
{
	enum part part;

	if (when_read_part(c, &part, weak))
		t->part = part;
	return t->part != PART_NONE;
}

/* What may stand behind a clock time. */
static void behind_read(struct scan *c, struct said *t, int64_t moment)
{
	when_read_later(c, t);
	when_read_tail(c, t);
	suffix_read(c);
	zone_read(c, t, moment);
}

/* `завтра в 9-00`, `в среду в половине пятого`: behind a day, with a word for it. */
static bool worded_read(struct scan *c, struct said *t, int64_t moment)
{
	struct scan next = *c;
	struct said more = *t;

	scan_blank(&next);
	if (!when_read_worded(&next, &more))
		return false;
	*c = next;
	*t = more;
	behind_read(c, t, moment);
	return true;
}

static bool moment_read(struct scan *c, struct said *t, bool day, int64_t moment)
{
	bool loose, weak, named, brought;
	struct scan end;

	if (scan_word(c, LEX_ZONE, &t->zone) || far_zone(c, t, moment))
		scan_blank(c);
	if (day && !when_read_day(c, t))
		return false;
	if (day && t->part == PART_NONE && worded_read(c, t, moment))
		return true;
	loose = day && joints_read(c, true);
	if (scan_word(c, LEX_ZONE, &t->zone))
		joints_read(c, false);
	brought = t->part != PART_NONE;
	named = part_read(c, t, &weak);
	weak = weak && !day && !brought;
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
	behind_read(c, t, moment);
	return true;
}

static size_t moment_len(struct scan c, struct said *t, int64_t moment)
{
	if (moment_read(&c, t, true, moment))
		return c.i;
	c.i = 0;
	*t = (struct said){0};
	return moment_read(&c, t, false, moment) ? c.i : 0;
}

/* What is written as a time, with its day or without, although there is no such hour. */
static size_t wrong_len(struct scan c)
{
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

struct when when_read(const struct lexicon *words, const char *s, size_t n, int64_t moment, enum when_tense tense)
{
	struct when none = {0}, w = {0};
	struct said t = {0};
	struct scan c = {words, s, n, 0};
	struct span_said span = {0};
	int64_t zone;

	/* Only letters and digits begin a time; it is looked for at each word of a text, and most begin none. */
	if (!n || (scan_peek(&c, 0) < 0x80 && !scan_at_digit(&c) && !scan_at_letter(&c)))
		return none;
	if (!scan_at_digit(&c) && !lexicon_begins_time(words, s, n))
		return none;
	w.len = moment_len(c, &t, moment);
	if (when_read_span(&c, tense == BEHIND, &span) && c.i > w.len) {
		w.kind = WHEN_SPAN;
		w.len = c.i;
		w.range = span.range;
		w.choice = span.choice;
		w.later = span.later;
		w.at = tense == BEHIND ? moment - span.ms : moment + span.ms;
		return w;
	}
	c.i = 0;
	zone = t.zone * MINUTE_MS;
	if (!w.len || t.far || !when_said_settle(&t, moment - zone, tense, &w.at)) {
		none.wrong = w.len ? w.len : wrong_len(c);
		return none;
	}
	w.at += zone;
	w.kind = t.clock ? WHEN_CLOCK : WHEN_HALFDAY;
	w.bare = t.bare;
	w.point = t.point;
	w.dated = t.day != DAY_NONE;
	w.half = t.half || t.zero || t.minute >= 12 * 60;
	w.range = t.range;
	w.choice = t.choice;
	w.next = tense == AHEAD && t.day == DAY_NONE && t.minute < 24 * 60 && w.at - zone >= when_day(moment - zone, 1);
	return w;
}

size_t when_day_length(const struct lexicon *words, const char *s, size_t n)
{
	struct scan c = {words, s, n, 0};
	struct said t = {0};

	/* 1-2 and 3.5 are rather something else. */
	if (!when_read_day(&c, &t) || t.leans || (t.day == DAY_DATE && (memchr(s, '-', c.i) || memchr(s, '.', c.i))))
		return 0;
	return c.i;
}
