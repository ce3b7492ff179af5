/* Codes' words in a text, and what makes them none. */
#include "handlers/span/code_span.h"

#include <ctype.h>
#include <string.h>

#include "handlers/span/code_word.h"
#include "handlers/span/folded_text.h"
#include "handlers/span/name_span.h"
#include "handlers/span/time_span.h"

/* ---- digits that are no code ---- */

/* What makes a quantity or a time of the number before it: 点, 小时, 公里, pm. */
static bool counts(const struct spans *c, size_t i)
{
	static const enum lexeme lists[] = {LEX_HOUR_MARK, LEX_SPAN_UNIT, LEX_KEY_UNIT, LEX_OCLOCK, LEX_AM_PM};

	i = past_blanks(c, i);
	if (word_at(c, LEX_NO_CONTRARY, i) > 0)
		return false;
	for (size_t k = 0; k < sizeof(lists) / sizeof(*lists); k++) {
		if (word_at(c, lists[k], i) > 0)
			return true;
	}
	return word_at(c, LEX_MEASURE, i) > 0;
}

/* `3 点到`, `7 km to go`, and `3,4点到`: one number and the next. */
static bool digit_counts(const struct spans *c, size_t at, size_t end)
{
	size_t next, n;
	int value = 0, first = 0;

	if (counts(c, end))
		return true;
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

/* ---- words that are no code ---- */

/* A node is stamped, so that the word says that something has happened. */
static bool tells_of_deed(const struct code *c)
{
	return c->does == DOES_MOVE && c->stamps != 0;
}

/* 修复下午4点20分, said in the evening. */
static bool is_past(const struct spans *c, size_t i)
{
	struct when behind = time_at(c, i, BEHIND), ahead = time_at(c, i, AHEAD);

	return behind.kind == WHEN_CLOCK && !time_is_ahead(c, &behind, &ahead);
}

/* What is glued to a code that says what has happened, and says that it has not. */
static bool is_unfinished(const struct spans *c, size_t i, const struct code *code)
{
	int day = 0;
	bool time = code_brings(code, BRINGS_TIME);

	if (word_at(c, LEX_UNFINISHED, i) > 0 || (word_at(c, LEX_MOVED, i) > 0 && (!time || code->visit != VISIT_NONE)))
		return true;
	if (time || is_past(c, i))
		return false;
	return word_at(c, LEX_EXPECTED, i) > 0 ||
	       (lexicon_at(c->words, LEX_DAY, c->f->s + i, c->f->len - i, &day) > 0 && day > 0);
}

/* 还要半小时, 还有80公里: behind a blank, too. */
static bool is_still_ahead(const struct spans *c, size_t i)
{
	size_t n = word_at(c, LEX_AHEAD, past_marks(c, i));

	if (n == 0)
		return false;
	i = past_blanks(c, past_marks(c, i) + n);
	return time_at(c, i, AHEAD).kind != WHEN_NONE ||
	       (digits_at(c, i) > 0 && word_at(c, LEX_UNIT, past_blanks(c, i + digits_at(c, i))) > 0);
}

static bool person_or_place(const struct spans *c, size_t i)
{
	struct span t = {.at = past_blanks(c, i)};

	return t.at < c->f->len && (span_person(c, &t) || span_station(c, &t));
}

/* A code that ends the ticket without its being done: whoever calls off a dispatch, a deputy or a person means
 * these. */
static bool is_of_other(const struct spans *c, size_t i, const struct code *code)
{
	const struct flow *flow = c->head.flow, *other_flow;
	size_t len;
	const struct code *other;

	if (!flow || code->does != DOES_MOVE || code->to < 0 || !flow->states[code->to].ends || code->stamps != 0)
		return false;
	i = past_marks(c, i);
	if (digits_at(c, i) > 0)
		i = past_marks(c, i + digits_at(c, i));
	other = code_at(c, i, &len, &other_flow);
	return (other && other != code && !is_digit(byte_at(c, i))) || person_or_place(c, i);
}

enum doubt code_denied(const struct spans *c, size_t i, size_t len, const struct code *code)
{
	size_t end = i + len;
	size_t next;
	size_t guard;

	if (code->does == DOES_HELP)
		return DOUBT_NONE;
	if (is_digit(c->f->s[end - 1]))
		return digit_counts(c, i, end) ? DOUBT_COUNTED : DOUBT_NONE;
	if (word_at(c, LEX_OTHER_PHRASE, i) > 0)
		return DOUBT_NO_CODE;
	/* Words in letters are glued where one blank stands between them. */
	next = is_letter(c->f->s[end - 1]) && byte_at(c, end) == ' ' ? end + 1 : end;
	guard = word_at(c, LEX_NO_CONTRARY, next);
	/* Behind a blank, a reason may well begin so: `wait not in stock`. */
	if ((next == end || !code_needs_words(code)) &&
	    (word_at(c, LEX_CONTRARY, next) > guard || word_at(c, LEX_QUESTION, next) > guard))
		return DOUBT_CONTRARY;
	if (guard > 0)
		return DOUBT_NONE;
	if (tells_of_deed(code) && is_unfinished(c, next, code))
		return DOUBT_CONTRARY;
	if (tells_of_deed(code) && !code_brings(code, BRINGS_TIME) && is_still_ahead(c, end))
		return DOUBT_CONTRARY;
	if (word_at(c, LEX_OTHER_BEFORE_NAME, i) == len && person_or_place(c, end))
		return DOUBT_NO_CODE;
	return is_of_other(c, end, code) ? DOUBT_OBJECT : DOUBT_NONE;
}

/* Said before it to be not done, or only planned: 没到达, will arrive. */
static bool denied_before(const struct spans *c, size_t i)
{
	size_t end = i;

	if (i > 0 && c->f->s[i - 1] == ' ' && i > 1 && is_letter(c->f->s[i - 2]))
		end = i - 1;
	return word_before(c, LEX_CONTRARY_BEFORE, end) > 0;
}

bool span_code(const struct spans *c, struct span *t)
{
	const struct flow *flow;
	size_t len;
	const struct code *code = code_at(c, t->at, &len, &flow);
	struct when w;

	/* Another flow's word says nothing about a ticket of this one. */
	if (!code || (c->head.flow && flow != c->head.flow) || ispunct((unsigned char)c->f->s[t->at]) ||
	    denied_before(c, t->at) || code_denied(c, t->at, len, code) != DOUBT_NONE)
		return false;
	t->kind = SPAN_CODE;
	t->code = code;
	t->digits = is_digit(c->f->s[t->at]);
	t->len = len;
	t->when_at = to_time(c, t->at + len);
	w = direct_time(c, t->when_at, BEHIND);
	t->timed = w.kind == WHEN_CLOCK || w.kind == WHEN_SPAN || w.wrong > 0;
	return true;
}
