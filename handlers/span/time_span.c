/* Times in a text, and what is said about them. */
#include "handlers/span/time_span.h"

#include <stdio.h>
#include <string.h>

#include "handlers/span/code_word.h"
#include "handlers/span/folded_text.h"
#include "templates/text/units.h"

#define MORNING_MS (6 * 3600 * INT64_C(1000))

static bool code_or_name_at(const struct spans *c, size_t i)
{
	const struct flow *flow;
	const struct person *who[1];
	size_t len;

	return code_at(c, i, &len, &flow) ||
	       (c->wants_people && roster_names_at(c->input->roster, c->f->s + i, c->f->len - i, who, 1, &len) > 0);
}

/* `cf0830dd0850`, `1630ann`: digits that a code or a name is run into. */
static struct when run_into_word(const struct spans *c, size_t i, enum when_tense tense)
{
	struct when none = {.kind = WHEN_NONE};
	size_t n = digits_at(c, i);
	struct when w;

	if ((byte_at(c, i + n) == ':' || byte_at(c, i + n) == '.') && digits_at(c, i + n + 1) > 0)
		n += 1 + digits_at(c, i + n + 1);
	if (n < 3 || !is_letter_at(c, i + n) || !code_or_name_at(c, i + n))
		return none;
	w = when_read(c->words, c->f->s + i, n, c->input->moment, tense);
	return w.len == n ? w : none;
}

/* `16 30`, `16,30`, `16;30`: with a keypad's sign for the colon. For what stands directly behind a code. */
static struct when keyed_at(const struct spans *c, size_t i, enum when_tense tense)
{
	struct when none = {.kind = WHEN_NONE};
	char clock[8];
	size_t n = digits_at(c, i);
	char sign = byte_at(c, i + n);
	struct when w;
	size_t end;
	char next;

	if (n == 0 || n > 2 || sign == '\0' || !strchr(" ,;", sign) || digits_at(c, i + n + 1) != 2)
		return none;
	memcpy(clock, c->f->s + i, n);
	clock[n] = ':';
	memcpy(clock + n + 1, c->f->s + i + n + 1, 2);
	w = when_read(c->words, clock, n + 3, c->input->moment, tense);
	end = i + n + 3;
	next = byte_at(c, end);
	/* 16 30 km is no time, nor is 1,30-2. */
	if (w.len != n + 3 || is_letter_at(c, end) ||
	    (strchr(".:-/", next) && next != '\0' && is_digit(byte_at(c, end + 1))) ||
	    word_at(c, LEX_COUNTER, end) > 0 || word_at(c, LEX_UNIT, past_blanks(c, end)) > 0)
		return none;
	w.bare = true;
	return w;
}

/* `repaired1310 harness worn`, in characters: four digits glued to the code, and a word that only begins as a unit. */
bool glued_clock(const struct spans *c, size_t i)
{
	size_t unit = word_at(c, LEX_UNIT, i + 5);

	return i > 0 && !is_blank_or_mark(c->f->s[i - 1]) && !is_digit(c->f->s[i - 1]) && digits_at(c, i) == 4 &&
	       byte_at(c, i + 4) == ' ' && unit == 3 && (unsigned char)byte_at(c, i + 5) >= 0xE0 &&
	       (unsigned char)byte_at(c, i + 8) >= 0xE0 &&
	       when_read(c->words, c->f->s + i, 4, c->input->moment, BEHIND).len == 4;
}

/* The sentence goes on at i with more than what says nothing, or may stand behind any time; and with no name. */
static bool says_other(const struct spans *c, size_t i)
{
	static const enum lexeme usual[] = {LEX_FILLER, LEX_COURTESY, LEX_ARRIVAL_BEHIND, LEX_TIME_TRAIL, LEX_GOING};
	static const enum lexeme of_people[] = {LEX_WITH, LEX_COMPANY, LEX_ALONG};
	const struct person *who[1];
	const struct flow *flow;
	size_t len, n = 1;

	for (; n > 0; i = past_blanks(c, i + n)) {
		n = 0;
		if (!glued_at(c, i) || is_digit(c->f->s[i]) || code_at(c, i, &len, &flow) ||
		    roster_names_at(c->input->roster, c->f->s + i, c->f->len - i, who, 1, &len) > 0)
			return false;
		for (size_t k = 0; k < sizeof(of_people) / sizeof(*of_people); k++) {
			if (word_at(c, of_people[k], i) > 0)
				return false;
		}
		for (size_t k = 0; k < sizeof(usual) / sizeof(*usual); k++) {
			len = word_at(c, usual[k], i);
			n = len > n ? len : n;
		}
	}
	return true;
}

/* `18:00 night shift`: behind a time that is whole without it, a part of the day belongs to the words that follow. */
static struct when without_part(const struct spans *c, size_t i, enum when_tense tense, struct when w)
{
	const char *s = c->f->s + i;
	size_t part = w.kind == WHEN_CLOCK ? lexicon_before(c->words, LEX_PART, s, w.len) : 0, end = w.len - part;
	struct when whole;

	while (end > 0 && s[end - 1] == ' ')
		end--;
	/* `9am tomorrow morning` is one time. */
	if (part == 0 || end + part == w.len || lexicon_before(c->words, LEX_DAY, s, end) > 0 ||
	    !says_other(c, past_blanks(c, i + w.len)))
		return w;
	whole = when_read(c->words, s, end, c->input->moment, tense);
	return whole.len == end && whole.kind == w.kind && whole.at == w.at && whole.half ? whole : w;
}

static struct when read_at(const struct spans *c, size_t i, enum when_tense tense)
{
	struct when none = {.kind = WHEN_NONE};
	struct when w;

	w = when_read(c->words, c->f->s + i, c->f->len - i, c->input->moment, tense);
	if (w.kind == WHEN_NONE && w.wrong == 0)
		return is_digit(c->f->s[i]) ? run_into_word(c, i, tense) : none;
	if (w.bare && byte_at(c, i + w.len) == '-')
		return none; /* `210-0042` is a serial number */
	return without_part(c, i, tense, w);
}

struct when time_at(const struct spans *c, size_t i, enum when_tense tense)
{
	size_t slot = (2 * i + (tense == AHEAD)) % TIMES_KEPT;

	if (i >= c->f->len)
		return (struct when){.kind = WHEN_NONE};
	if (!c->memo->last[slot].kept || c->memo->last[slot].at != i || c->memo->last[slot].tense != tense) {
		c->memo->last[slot].found = read_at(c, i, tense);
		c->memo->last[slot].kept = true;
		c->memo->last[slot].at = i;
		c->memo->last[slot].tense = tense;
	}
	return c->memo->last[slot].found;
}

struct when direct_time(const struct spans *c, size_t i, enum when_tense tense)
{
	struct when w = time_at(c, i, tense);

	if (w.kind == WHEN_NONE && w.wrong == 0 && glued_clock(c, i))
		return when_read(c->words, c->f->s + i, 4, c->input->moment, tense);
	return w.kind == WHEN_NONE && w.wrong == 0 ? keyed_at(c, i, tense) : w;
}

/* One or two digits, or a number in words, from 1 to 24, behind a blank: its length. */
static size_t hour_at(const struct spans *c, size_t i, int *hour)
{
	size_t n = digits_at(c, i);

	*hour = 0;
	for (size_t k = 0; n <= 2 && k < n; k++)
		*hour = *hour * 10 + (c->f->s[i + k] - '0');
	if (n == 0) { /* by five */
		n = is_letter_at(c, i) ? lexicon_at(c->words, LEX_COUNTED, c->f->s + i, c->f->len - i, hour) : 0;
		n = n < NUMBER_LETTERS ? 0 : n;
	}
	if (n == 0 || *hour < 1 || *hour > 24 || c->f->s[i] == '0' ||
	    (i > 0 && c->f->s[i - 1] != ' ' && c->f->s[i - 1] != '~'))
		return 0;
	return n;
}

static bool ends_hour(const struct spans *c, size_t end)
{
	return end >= c->f->len || (strchr(",.;!", byte_at(c, end)) && digits_at(c, end + 1) == 0);
}

static struct when sharp(const struct spans *c, int hour, enum when_tense tense)
{
	char clock[8];

	snprintf(clock, sizeof(clock), "%d:00", hour);
	return when_read(c->words, clock, strlen(clock), c->input->moment, tense);
}

struct when lone_hour(const struct spans *c, size_t i)
{
	struct when none = {.kind = WHEN_NONE};
	int hour;
	size_t n = hour_at(c, i, &hour);
	struct when w;

	if (n == 0 || !ends_hour(c, i + n))
		return none;
	w = sharp(c, hour, AHEAD);
	if (w.kind != WHEN_CLOCK || w.half)
		return none;
	w.len = n;
	return w;
}

/* `six I think`, `six if the road is open`, but `six men`. */
static bool is_open_hour(const struct spans *c, size_t i)
{
	int hour;
	size_t n = hour_at(c, i, &hour), end = past_blanks(c, i + n);

	return n > 0 && (word_at(c, LEX_BY_WHEN, end) > 0 || word_at(c, LEX_EXPECTED, end) > 0 ||
			 word_at(c, LEX_UNFINISHED, end) > 0 || word_at(c, LEX_TIME_SUFFIX, end) > 0);
}

bool hour_to_come(const struct spans *c, size_t i)
{
	int64_t moment = c->input->moment;
	struct when ahead, behind;
	int hour;
	size_t n = hour_at(c, i, &hour);
	bool open = is_open_hour(c, i);

	if (n == 0 || open || !ends_hour(c, i + n))
		return open;
	ahead = sharp(c, hour, AHEAD);
	behind = sharp(c, hour, BEHIND);
	return ahead.kind == WHEN_CLOCK && (behind.kind != WHEN_CLOCK || ahead.at - moment < moment - behind.at);
}

/* `delay til 5`, `departed, should be there by 5`: letters that lead to the one time that such a code is about, and an
 * hour. */
static struct when until_hour(const struct spans *c, const struct span *t)
{
	size_t before = before_blanks(c, t->at);

	if (before == 0 || !is_letter_before(c, before) || !code_promises(c->head.code))
		return (struct when){.kind = WHEN_NONE};
	if (word_before(c, LEX_ARRIVAL_BEFORE, before) > 0 ||
	    (t->direct && c->head.code->to < 0 && word_before(c, LEX_UNTIL, before) > 0))
		return lone_hour(c, t->at);
	return (struct when){.kind = WHEN_NONE};
}

/* `delay 20 min`, with the sign for minutes that elsewhere stands behind an hour. */
static struct when lone_minutes(const struct spans *c, const struct span *t)
{
	size_t n = digits_at(c, t->at), i = past_blanks(c, t->at + n), mark = word_at(c, LEX_MINUTE_MARK, i);
	size_t end = i + mark;
	struct when w = {.kind = WHEN_NONE};
	int minutes = 0;

	if (n == 0 || n > 3 || mark == 0 || c->head.code->to >= 0 || !code_promises(c->head.code) ||
	    (glued_at(c, end) && word_at(c, LEX_ABOUT, end) == 0) || (t->at > 0 && is_digit(c->f->s[t->at - 1])))
		return w;
	for (size_t k = 0; k < n; k++)
		minutes = minutes * 10 + (c->f->s[t->at + k] - '0');
	w.kind = WHEN_SPAN;
	w.at = c->input->moment + minutes * MINUTE_MS;
	w.len = end + word_at(c, LEX_ABOUT, end) - t->at;
	return w;
}

/* `delay 2:30 hrs`, but not `delay to 5:30 hrs`: of fewer than ten hours that stand there so, it is rather how long, and
 * no time. Returns what it takes. */
static size_t how_long_at(const struct spans *c, const struct span *t, const struct when *w)
{
	size_t i = past_blanks(c, t->at + w->len), n = word_at(c, LEX_HOURS_SHORT, i), blank = before_blanks(c, t->at);

	if (w->kind != WHEN_CLOCK || w->len != 4 || !t->direct || n == 0 || digits_at(c, t->at) != 1 ||
	    c->f->s[t->at] == '0' || c->f->s[t->at + 1] != ':' || c->head.code->to >= 0 ||
	    !code_promises(c->head.code) || word_before(c, LEX_UNTIL, blank) > 0 ||
	    word_before(c, LEX_TO_TIME, blank) > 0 || word_before(c, LEX_ARRIVAL_BEFORE, blank) > 0)
		return 0;
	return i + n - t->at;
}

bool begins_when(const struct spans *c, size_t i)
{
	for (size_t n = 1; n > 0; i = past_blanks(c, i + n)) {
		if (time_at(c, i, AHEAD).kind != WHEN_NONE || word_at(c, LEX_DAY, i) > 0 ||
		    word_at(c, LEX_PART, i) > 0 || word_at(c, LEX_BY_WHEN, i) > 0 || digits_at(c, i) > 0 ||
		    lone_hour(c, i).kind != WHEN_NONE || is_open_hour(c, i) ||
		    (i < c->f->len && when_day_length(c->words, c->f->s + i, c->f->len - i) > 0))
			return true;
		n = word_at(c, LEX_FILLER, i);
	}
	return false;
}

bool time_is_ahead(const struct spans *c, const struct when *behind, const struct when *ahead)
{
	int64_t moment = c->input->moment;

	if (behind->kind == WHEN_NONE || behind->at > moment + 60000)
		return true;
	/* One of today's, and no hour of the night for which the afternoon's may be meant. */
	if (ahead->kind == WHEN_NONE || behind->dated || behind->at >= when_day(moment, 0) + MORNING_MS)
		return false;
	return ahead->at >= moment / 60000 * 60000 && ahead->at - moment < moment - behind->at;
}

size_t to_time(const struct spans *c, size_t i)
{
	size_t n, j;

	i = past_marks(c, i);
	n = word_at(c, LEX_TO_TIME, i);
	j = past_marks(c, i + n);
	return n > 0 && time_at(c, j, BEHIND).kind != WHEN_NONE ? j : i;
}

/* The end of what stands before i, marks left out. */
static size_t before_marks(const struct spans *c, size_t i)
{
	while (i > 0 && is_blank_or_mark(c->f->s[i - 1]))
		i--;
	return i;
}

/* `there`, `on site`; but not the next code with its own time: depart 0830 arrive 0950. */
static bool arrival_behind(const struct spans *c, size_t i)
{
	const struct flow *flow;
	size_t n = word_at(c, LEX_ARRIVAL_BEHIND, i), len;

	/* The word belongs to the time behind it: `departed 13:30 ETA 16:30`, but not `10:00 there, tonight hotel`. */
	if (n == 0 || (byte_at(c, i + n) != ',' && time_at(c, past_marks(c, i + n), AHEAD).kind != WHEN_NONE))
		return false;
	return !code_at(c, i, &len, &flow) || time_at(c, past_marks(c, i + len), BEHIND).kind == WHEN_NONE;
}

/* `not before dark, tomorrow at ten`, without the comma: the denial ends a clause before t, and is not of t. Nor is one right
 * behind another time. */
static bool denies_other(const struct spans *c, const struct span *t, size_t end)
{
	size_t n = word_before(c, LEX_NO_ARRIVAL, end);

	return n > 0 && end < t->at && end - n > words_begin(c) &&
	       (is_unspaced_before(c, end - n) || is_digit(c->f->s[end - n - 1]));
}

/* `correct arrived 13:15 wrong key pressed`: what denies a time elsewhere is why it is corrected, where it goes on or was a
 * slip of the hand, and no other time follows. */
static bool is_reason(const struct spans *c, size_t i, size_t n)
{
	size_t end = i + n, next = past_blanks(c, end);
	bool more = glued_at(c, end) || (is_letter_before(c, end) && is_letter_at(c, next));

	if (!c->head.code || c->head.code->does != DOES_CLAIM || (!more && word_at(c, LEX_MISTAKEN, i) < n))
		return false;
	for (; end < c->f->len; end = next_at(c, end)) {
		if (time_at(c, end, BEHIND).kind == WHEN_CLOCK)
			return false;
	}
	return true;
}

/* `17:00, no, 18:00`: a denial in a clause of its own, and the time that is meant. */
static size_t denied_aside(const struct spans *c, size_t i)
{
	size_t from = past_marks(c, i), n = word_at(c, LEX_DENIAL, from), other = word_at(c, LEX_NO_TIME_BEHIND, from);
	size_t end = from + (other > n ? other : n);

	if (byte_at(c, i) != ',' || end == from || byte_at(c, end) != ',' ||
	    time_at(c, past_marks(c, end), AHEAD).kind != WHEN_CLOCK)
		return 0;
	return end - i;
}

size_t no_time_at(const struct spans *c, size_t i)
{
	size_t n = word_at(c, LEX_NO_TIME_BEHIND, i), changed = word_at(c, LEX_CHANGED, i);

	if (n == 0 && denied_aside(c, i) > 0)
		return denied_aside(c, i);
	if (n > 0 && is_reason(c, i, n))
		return 0;
	if (n < word_at(c, LEX_NO_CONTRARY, i)) /* tonight sleeps there; not: tomorrow, lodging paid */
		n = 0;
	return n == 0 && changed > 0 && time_at(c, past_blanks(c, i + changed), AHEAD).kind == WHEN_CLOCK ? changed : n;
}

/* `half an hour already`; behind a blank only what is no beginning of another word, such as a front axle. */
static bool is_elapsed(const struct spans *c, const struct span *t, size_t end)
{
	size_t n = word_at(c, LEX_ELAPSED, end);

	return n > 0 && (end == t->at + t->len || !is_unspaced_at(c, end + n));
}

/* The arrival's, or one that will not do. */
static void said_of(const struct spans *c, struct span *t)
{
	size_t end = past_blanks(c, t->at + t->len), begin = before_marks(c, t->at), blank = before_blanks(c, t->at);
	size_t from, arrival, none;

	/* The code's own word is none of these. */
	from = begin >= c->head.at + c->head.len ? c->head.at + c->head.len : 0;
	arrival = lexicon_before(c->words, LEX_ARRIVAL_BEFORE, c->f->s + from, begin - from);
	none = denies_other(c, t, blank) ? 0 : word_before(c, LEX_NO_TIME_BEFORE, blank);
	t->marked = arrival > 0 || arrival_behind(c, end);
	/* from 16:30 to 17:30: the later was taken; `not beyond` is no `beyond`. */
	t->denied = (!t->when.range && none > arrival) || no_time_at(c, end) > 0 ||
		    word_before(c, LEX_LASTS, blank) > 0 || word_at(c, LEX_RETURN, end) > 0;
	if (t->when.kind == WHEN_SPAN && !t->past && (is_elapsed(c, t, end) || word_before(c, LEX_SPENT, blank) > 0))
		t->denied = true; /* half an hour already; waited half an hour */
}

#define DAY_AND_TIME 96

/* The text ends at i, or goes on with what cannot be words about the day: `9:00 tomorrow Tom Baker`, `9:00 tomorrow on
 * site`, but `16:30 tomorrow repair again`. */
static bool says_no_more(const struct spans *c, size_t i)
{
	i += word_at(c, LEX_ARRIVAL_BEHIND, i);
	if (glued_at(c, i))
		return false;
	i = past_marks(c, i);
	return i >= c->f->len || digits_at(c, i) >= 5 || code_or_name_at(c, i) || c->tense == BEHIND;
}

/* `9:00 tomorrow`, `9:00 dec 4`, `9:00(wed)`: the day stands behind, by itself; of what happened also before a reason:
 * `arrive 9:50 yesterday no signal`. */
static void take_day_behind(const struct spans *c, struct span *t)
{
	char whole[DAY_AND_TIME];
	size_t i = past_marks(c, t->at + t->len), day;
	struct when w;

	if (t->when.kind != WHEN_CLOCK || t->when.dated || t->when.bare ||
	    !code_brings(c->head.code, BRINGS_TIME | BRINGS_PAST) || i >= c->f->len)
		return;
	day = when_day_length(c->words, c->f->s + i, c->f->len - i);
	if (day == 0 || !says_no_more(c, i + day) || day + t->len + 2 > sizeof(whole))
		return;
	memcpy(whole, c->f->s + i, day);
	whole[day] = ' ';
	memcpy(whole + day + 1, c->f->s + t->at, t->len);
	w = when_read(c->words, whole, day + 1 + t->len, c->input->moment, c->tense);
	if (w.kind != WHEN_CLOCK || w.len != day + 1 + t->len)
		return;
	t->when = w;
	t->len = i + day - t->at;
}

/* `-1 hour`: of a span with a sign nobody can tell from when it counts. */
static bool is_minus(const struct spans *c, size_t i, const struct when *w)
{
	return w->kind == WHEN_SPAN && i > 1 && c->f->s[i - 1] == '-' && !is_digit(c->f->s[i - 2]);
}

bool span_time(const struct spans *c, struct span *t)
{
	enum when_tense other = c->tense == AHEAD ? BEHIND : AHEAD;
	struct when (*const read)(const struct spans *, size_t, enum when_tense) = t->direct ? direct_time : time_at;
	struct when w = read(c, t->at, c->tense);
	size_t long_at;

	if (w.kind == WHEN_NONE) {
		w = read(c, t->at, other);
		t->past = w.kind != WHEN_NONE && other == BEHIND;
	}
	long_at = how_long_at(c, t, &w);
	if (long_at > 0)
		w = (struct when){.kind = WHEN_NONE, .wrong = long_at};
	if (w.kind == WHEN_NONE && w.wrong == 0)
		w = until_hour(c, t);
	if (w.kind == WHEN_NONE && w.wrong == 0)
		w = lone_minutes(c, t);
	if (w.kind == WHEN_NONE && w.wrong == 0)
		return false;
	t->kind = w.kind == WHEN_NONE || is_minus(c, t->at, &w) ? SPAN_WRONG : SPAN_TIME;
	t->len = w.kind == WHEN_NONE ? w.wrong : w.len;
	t->when = w;
	if (t->kind == SPAN_TIME) {
		said_of(c, t);
		take_day_behind(c, t);
	}
	return true;
}

struct when behind_of(const struct spans *c, const struct span *t)
{
	return t->direct ? direct_time(c, t->at, BEHIND) : time_at(c, t->at, BEHIND);
}

bool lies_ahead(const struct spans *c, const struct span *t)
{
	struct when behind = behind_of(c, t);
	struct when ahead = t->direct ? direct_time(c, t->at, AHEAD) : time_at(c, t->at, AHEAD);

	return !t->past && time_is_ahead(c, &behind, &ahead);
}
