/* Whose the digits of a text are: a label's or a unit's, a ticket's, a telephone's. */
#include "handlers/span/digit_span.h"

#include <ctype.h>
#include <string.h>

#include "handlers/span/code_word.h"
#include "handlers/span/folded_text.h"
#include "handlers/span/time_span.h"

bool is_mine(const struct spans *c, int64_t number)
{
	for (size_t i = 0; i < c->input->mine_n; i++) {
		if (c->input->mine[i] == number)
			return true;
	}
	return false;
}

static int64_t digits_value(const struct spans *c, size_t i, size_t n)
{
	int64_t number = 0;

	for (size_t k = 0; k < n; k++)
		number = number * 10 + (c->f->s[i + k] - '0');
	return number;
}

/* ---- labels, units and plates ---- */

/* The sign at i joins the digits beside it to one number: 1,325.5, 0991-4561230; but 312,16:30 are two. */
static bool joins(const struct spans *c, size_t i)
{
	char sign = byte_at(c, i);
	size_t n = digits_at(c, i + 1), end = i + 1 + n;

	if (sign == '\0' || n == 0 || !strchr(".-/,*x", sign))
		return false;
	if (byte_at(c, end) == ':' || word_at(c, LEX_HOUR_MARK, end) > 0)
		return false;
	return sign != ',' || n == 3;
}

/* A number with what belongs to it. */
static size_t figure_at(const struct spans *c, size_t i)
{
	size_t n = digits_at(c, i);

	while (n > 0 && joins(c, i + n))
		n += 1 + digits_at(c, i + n + 1);
	return n;
}

/* The unit behind a number, blanks taken along; 0 if there is none. A counter must be close, unless the number is
 * small. */
static size_t unit_at(const struct spans *c, size_t i, size_t digits)
{
	const struct flow *flow;
	size_t next = past_blanks(c, i), n = word_at(c, LEX_UNIT, next), len;

	/* `10008 transfer`, in characters begun by the one for rpm: no speed. */
	if (next < c->f->len && code_at(c, next, &len, &flow) && len > n)
		return 0;
	if (n == 0 && (next == i || digits < 3))
		n = word_at(c, LEX_COUNTER, next);
	if (n > 0 && word_at(c, LEX_LABEL, next) > n)
		return 0; /* 1320 mileage 45230 */
	/* L in L120-0003 measures nothing. */
	if (n > 0 && is_letter_before(c, next + n) && is_alnum_at(c, next + n))
		return 0;
	return n > 0 ? next + n - i : 0;
}

/* 16:30, 4pm, 1630 on site: a time, whatever stands before it. */
static bool reads_as_time(const struct spans *c, size_t i)
{
	struct when w = time_at(c, i, AHEAD);

	if (w.kind == WHEN_NONE)
		return false;
	return (!w.bare && !w.point) || word_at(c, LEX_ARRIVAL_BEHIND, past_blanks(c, i + w.len)) > 0;
}

/* `depart, heading to 10019, there 5pm`: before its time, a departure says where it goes. */
static bool is_bound_for(const struct spans *c, size_t i, size_t digits)
{
	size_t begin = before_blanks(c, i);

	if (!c->head.code || c->head.code->visit != VISIT_DEPARTS || c->head.number != 0 || digits < 5 ||
	    digits > NUMBER_DIGITS || digits != digits_at(c, i) || !is_mine(c, digits_value(c, i, digits)))
		return false;
	for (size_t k = 0; k < c->n; k++) {
		if (c->all[k].kind == SPAN_TIME || c->all[k].kind == SPAN_NUMBER)
			return false;
	}
	return word_before(c, LEX_FILLER, begin) > 0;
}

static bool labelled(const struct spans *c, struct span *t)
{
	size_t n = word_at(c, LEX_LABEL, t->at);
	size_t i, link;
	size_t digits;

	if (n == 0)
		return false;
	i = past_marks(c, t->at + n);
	link = word_at(c, LEX_LABEL_LINK, i);
	if (link > 0)
		i = past_marks(c, i + link);
	digits = figure_at(c, i);
	if (digits == 0 || reads_as_time(c, i) || is_letter_at(c, i + digits) || is_bound_for(c, i, digits))
		return false;
	t->len = i + digits - t->at;
	t->len += unit_at(c, i + digits, digits);
	return true;
}

/* What is glued to a ticket's number and calls it one, in a language without blanks; 0 if nothing does. */
static size_t tail_at(const struct spans *c, size_t end)
{
	size_t n = is_unspaced_at(c, end) ? word_at(c, LEX_TICKET_TAIL, end) : 0;

	return word_at(c, LEX_NO_CONTRARY, end) > n ? 0 : n;
}

/* `repaired 10019 v belt`: directly beside the code, a ticket of theirs is meant, though a unit begins behind it. The unit
 * has the number if it is glued to it and ends there, or if it may well measure so much: hours, or a way. In a language
 * without blanks one parts the two, and one character with more glued to it is the beginning of a word. */
static bool is_beside_code(const struct spans *c, const struct span *t, size_t digits)
{
	bool direct = t->direct && !(c->n > 0 && c->all[c->n - 1].kind == SPAN_WORD);
	size_t end = t->at + digits, next = past_blanks(c, end), n = word_at(c, LEX_UNIT, next);
	bool much = word_at(c, LEX_SPAN_UNIT, next) > 0 || word_at(c, LEX_WAY_UNIT, next) > 0;

	if (!direct || c->wants_value || digits < 5 || digits != digits_at(c, t->at) || digits > NUMBER_DIGITS ||
	    !is_mine(c, digits_value(c, t->at, digits)))
		return false;
	if (word_at(c, LEX_SITE, next) > 0 || tail_at(c, end) > 0)
		return true;
	if (is_letter_at(c, next))
		return next > end && !much;
	n = n > 0 ? n : word_at(c, LEX_COUNTER, next);
	return next > end || (is_unspaced_at(c, next + n) && (!much || next_at(c, next) == next + n));
}

/* 180 km, 3 pieces, 312 and `national road` in characters; not 2 hours, which is a time, and not the digits of one. */
static bool with_unit(const struct spans *c, struct span *t)
{
	size_t digits = figure_at(c, t->at), unit = digits > 0 ? unit_at(c, t->at + digits, digits) : 0;
	struct when ahead;

	if (unit == 0 || (t->direct && glued_clock(c, t->at)) || is_beside_code(c, t, digits))
		return false;
	ahead = time_at(c, t->at, AHEAD);
	if (ahead.kind != WHEN_NONE || ahead.wrong > 0 || time_at(c, t->at, BEHIND).kind != WHEN_NONE)
		return false;
	t->len = digits + unit;
	t->far = word_before(c, LEX_AHEAD, t->at) > 0 || (t->at > 0 && word_before(c, LEX_AHEAD, t->at - 1) > 0);
	return true;
}

/* A plate, as A 18305 behind the character for Xinjiang: a province, a letter, and four to six letters and digits. */
static bool plate(const struct spans *c, struct span *t)
{
	size_t n = word_at(c, LEX_PLATE, t->at), i = t->at + n, run = 0, digits = 0;

	if (n == 0 || !is_letter_at(c, i))
		return false;
	i = past_blanks(c, i + 1);
	for (; is_alnum_at(c, i + run); run++)
		digits += is_digit(byte_at(c, i + run));
	if (run < 4 || run > 6 || digits < 3)
		return false;
	t->len = i + run - t->at;
	return true;
}

bool span_owned(const struct spans *c, struct span *t)
{
	char first = c->f->s[t->at], before = t->at > 0 ? c->f->s[t->at - 1] : ' ';

	if (is_digit(first) ? is_digit(before) || !with_unit(c, t) : !(labelled(c, t) || plate(c, t)))
		return false;
	t->kind = SPAN_OWNED;
	return true;
}

/* ---- what a code takes ---- */

#define LABEL_BACK 24 /* so far before a number what it is called may begin */

/* The length of a number that the code takes there; 0 if it takes none there. */
static size_t value_at(const struct spans *c, size_t at)
{
	const struct code *code = c->head.code;
	size_t most = 0;
	int64_t value;

	for (size_t i = 0; code && i < code->takes_n; i++) {
		const struct value *is = &code->takes[i].is;
		size_t n = is->kind->digits && is->kind->find ? is->kind->find(c, is, at, at, c->f->len, &value) : 0;

		most = n > most ? n : most;
	}
	return most;
}

/* Odometer 10008: what it is called stands before it. */
static size_t called_value(const struct spans *c, size_t at)
{
	for (size_t back = 1; back <= LABEL_BACK && back <= at; back++) {
		size_t n = value_at(c, at - back);

		if (n > back)
			return n - back;
	}
	return 0;
}

bool span_measured(const struct spans *c, struct span *t)
{
	size_t digits, n;

	if (!c->wants_value || !is_digit(c->f->s[t->at]) || (t->at > 0 && is_digit(c->f->s[t->at - 1])))
		return false;
	digits = figure_at(c, t->at);
	n = value_at(c, t->at);
	n = n > digits ? n : called_value(c, t->at);
	if (n == 0)
		return false;
	t->kind = SPAN_OWNED;
	t->len = n;
	return true;
}

/* ---- tickets ---- */

/* `depart1001910:30`: a number of the sender's with its time run into it. Returns the number's digits, or 0. All the
 * digits together come first: a long number may begin as a short one does. */
static size_t run_into_time(const struct spans *c, size_t i, size_t n)
{
	if (n <= NUMBER_DIGITS && is_mine(c, digits_value(c, i, n)))
		return 0;
	for (size_t len = n <= NUMBER_DIGITS ? n - 1 : NUMBER_DIGITS; n > 5 && len >= 5; len--) {
		if (is_mine(c, digits_value(c, i, len)) && time_at(c, i + len, AHEAD).kind != WHEN_NONE)
			return len;
	}
	return 0;
}

bool span_number(const struct spans *c, struct span *t)
{
	/* Of numbers, no words may stand between. */
	bool direct = t->direct && !(c->n > 0 && c->all[c->n - 1].kind == SPAN_WORD);
	size_t n = digits_at(c, t->at), run = direct ? run_into_time(c, t->at, n) : 0;
	int64_t number;
	bool ok;

	if (run > 0)
		n = run;
	if (n < 5 || n > NUMBER_DIGITS)
		return false;
	number = digits_value(c, t->at, n);
	/* 10008 12000: the ticket was named, and the code takes a number. */
	if (c->wants_value && !is_mine(c, number) &&
	    (c->head.number || (c->n > 0 && c->all[c->n - 1].kind == SPAN_NUMBER)))
		return false;
	if (c->wants_value && !is_mine(c, number) && value_at(c, t->at) == n)
		return false;
	ok = ticket_number_ok(number);
	/* `10000h` behind a code is what it says, unless it happens to be a number that holds. */
	if (!is_mine(c, number) && (!direct || (!ok && glued_at(c, t->at + n))))
		return false;
	t->kind = SPAN_NUMBER;
	t->len = n + (direct && is_mine(c, number) ? tail_at(c, t->at + n) : 0);
	t->number = number;
	return true;
}

/* ---- telephones ---- */

#define PHONE_MIN 9
#define PHONE_MAX 15

/* A full number of someone's, in one run or parted by single blanks or dashes, with or without + or the trunk's
 * zeros. */
bool span_phone(const struct spans *c, struct span *t)
{
	char digits[PHONE_MAX];
	size_t n = 0, i = t->at + (byte_at(c, t->at) == '+' ? 1 : 0);
	const struct person *p = NULL;

	if (!c->wants_people || !is_digit(byte_at(c, i)) || (t->at > 0 && is_digit(c->f->s[t->at - 1])))
		return false;
	while (byte_at(c, i) == '0' && n == 0)
		i++;
	while (n < PHONE_MAX && is_digit(byte_at(c, i))) {
		bool parted;

		digits[n++] = c->f->s[i++];
		parted = (byte_at(c, i) == ' ' || byte_at(c, i) == '-') && is_digit(byte_at(c, i + 1));
		if (is_digit(byte_at(c, i)))
			continue;
		p = n >= PHONE_MIN ? roster_numbered(c->input->roster, digits, n) : NULL;
		if (p || !parted)
			break;
		i++;
	}
	if (!p)
		return false;
	t->kind = SPAN_PERSON;
	t->by_number = true;
	t->len = i - t->at;
	t->who.who[0] = p;
	t->who.n = 1;
	return true;
}

/* ---- digits that count, and are no code ---- */

/* `wrong button`: a slip that is named at i; `sorry` may stand beside one, and names none. */
static size_t slip_at(const struct spans *c, size_t i)
{
	int which = 0;
	size_t n = i < c->f->len ? lexicon_at(c->words, LEX_MISTAKEN, c->f->s + i, c->f->len - i, &which) : 0;

	return which == SLIP_BESIDE ? 0 : n;
}

/* What makes a quantity or a time of the number before it: o'clock, hours, km, pm. */
static bool counts(const struct spans *c, size_t i)
{
	static const enum lexeme lists[] = {LEX_HOUR_MARK, LEX_SPAN_UNIT, LEX_KEY_UNIT, LEX_OCLOCK, LEX_AM_PM};

	/* In characters, `pressed wrongly` begins like o'clock. */
	if (byte_at(c, i) == ' ' && slip_at(c, past_blanks(c, i)) > 0)
		return false;
	i = past_blanks(c, i);
	if (word_at(c, LEX_NO_CONTRARY, i) > 0)
		return false;
	for (size_t k = 0; k < sizeof(lists) / sizeof(*lists); k++) {
		if (word_at(c, lists[k], i) > 0)
			return true;
	}
	return word_at(c, LEX_MEASURE, i) > 0;
}

static size_t letters_at(const struct spans *c, size_t i)
{
	size_t n = 0;

	while (is_letter_at(c, i + n))
		n = next_at(c, i + n) - i;
	return n;
}

#define PLURAL_MIN 4

/* `3 bolts sheared`: a word of letters behind a blank that ends as a plural does. */
static bool is_plural(const struct spans *c, size_t end)
{
	size_t i = past_blanks(c, end), n = letters_at(c, i);

	return i > end && n >= PLURAL_MIN && byte_at(c, i + n - 1) == 's' && byte_at(c, i + n - 2) != 's' &&
	       word_at(c, LEX_NO_CONTRARY, i) == 0 && word_at(c, LEX_FILLER, i) == 0 && slip_at(c, i) == 0;
}

/* `2 much traffic`: behind a code that takes no words, a sentence goes on in letters. */
static bool goes_on(const struct spans *c, size_t end)
{
	size_t i = past_blanks(c, end), n;

	if (i == end || !is_letter_at(c, i) || word_at(c, LEX_NO_CONTRARY, i) > 0)
		return false;
	while ((n = word_at(c, LEX_FILLER, i)) > 0 || (n = word_at(c, LEX_OPENER, i)) > 0 ||
	       (n = word_at(c, LEX_SITE, i)) > 0)
		i = past_blanks(c, i + n);
	return is_letter_at(c, i) && word_at(c, LEX_NO_CONTRARY, i) == 0;
}

bool digit_counts(const struct spans *c, size_t at, size_t end, const struct code *code)
{
	size_t next, n;
	int value = 0, first = 0;

	if (counts(c, end) || is_plural(c, end))
		return true;
	if (code->does == DOES_MOVE && !code_brings(code, ~(uint32_t)BRINGS_BESIDES) && goes_on(c, end))
		return true;
	/* `3,4pm there`: one number and the next. */
	next = past_marks(c, end);
	n = digits_at(c, next);
	if (n == 0 || n > 2)
		return false;
	for (size_t k = at; k < end; k++)
		first = first * 10 + (c->f->s[k] - '0');
	for (size_t k = 0; k < n; k++)
		value = value * 10 + (c->f->s[next + k] - '0');
	return value == first + 1 && counts(c, next + n);
}

/* ---- the digit that undoes ---- */

/* A slip that is named somewhere behind `from`, at the end of a clause, and not denied. */
static bool names_slip(const struct spans *c, size_t from)
{
	for (size_t i = from; i < c->f->len; i = next_at(c, i)) {
		bool inside = is_letter_at(c, i) && is_letter_before(c, i);
		size_t begin = i, n = inside ? 0 : slip_at(c, i);

		while (begin > from && c->f->s[begin - 1] == ' ')
			begin--;
		if (n > 0)
			return word_before(c, LEX_DENIAL, begin) == 0 &&
			       !glued_at(c, is_letter_before(c, i + n) ? past_blanks(c, i + n) : i + n);
	}
	return false;
}

/* `sorry`, `please undo`, `the last one`, `depart`: what says no more at i than that something is to be undone, or which. */
static size_t asks_undoing(const struct spans *c, size_t i)
{
	static const enum lexeme lists[] = {LEX_MISTAKEN, LEX_OF_LAST};
	const struct flow *flow;
	size_t n = digits_at(c, i), most = n >= 5 ? n : 0;

	if (is_digit(byte_at(c, i)))
		return most;
	if (code_at(c, i, &n, &flow))
		most = n;
	for (size_t k = 0; k < sizeof(lists) / sizeof(*lists); k++) {
		n = word_at(c, lists[k], i);
		most = n > most ? n : most;
	}
	return most;
}

bool digit_takes_back(const struct spans *c, size_t end)
{
	static const enum lexeme counted[] = {LEX_UNIT, LEX_COUNTER, LEX_THING, LEX_OTHERS};
	size_t first = past_marks(c, end), i = first, n;

	if (digits_at(c, first) >= 5)
		return true;
	while (i < c->f->len && (n = asks_undoing(c, i)) > 0)
		i = past_marks(c, i + n);
	if (i >= c->f->len)
		return true;
	if (is_digit(byte_at(c, first)))
		return false;
	for (size_t k = 0; k < sizeof(counted) / sizeof(*counted); k++) {
		if (word_at(c, counted[k], first) > 0 && slip_at(c, first) == 0)
			return false;
	}
	return names_slip(c, first);
}
