/* A time behind the word for setting out that is when one leaves. The words that say so stand in the lexicons. */
#include "handlers/read/owner/leaving_time.h"

#include <string.h>

#include "handlers/span/folded_text.h"
#include "handlers/span/time_span.h"
#include "templates/text/letter.h"

/* Where what is said behind the code, and its ticket, begins. */
static size_t past_ticket(const struct spans *c)
{
	size_t i = words_begin(c);

	return past_blanks(c, c->n > 0 && c->all[0].kind == SPAN_NUMBER ? c->all[0].at + c->all[0].len : i);
}

/* All that is named from folded byte a to b is words: no person, no station, no part's number. */
static bool only_words(const struct spans *c, size_t a, size_t b)
{
	for (size_t i = 0; i < c->n; i++) {
		if (c->all[i].at >= a && c->all[i].at < b && c->all[i].kind != SPAN_WORD)
			return false;
	}
	return true;
}

static bool is_to_come(const struct spans *c, const struct span *t)
{
	return lies_ahead(c, t) || (t->when.dated && t->when.at > c->input->moment);
}

/* `выезд в 15:00`, but not `выезд, в 15:00 буду`: an hour to come that stands so behind the word is when he will leave. */
static bool leaves_at(const struct spans *c, const struct span *t)
{
	size_t begin = past_ticket(c), n = word_at(c, LEX_LEAVES_AT, begin);

	return n > 0 && t->kind == SPAN_TIME && !t->past && !t->marked && is_to_come(c, t) &&
	       t->at <= past_blanks(c, begin + n);
}

/* `depart in 30 minutes`, but `depart 30 minutes`, `depart, there in 30 minutes`: when he will leave. */
static bool leaves_in(const struct spans *c, const struct span *t)
{
	size_t begin = past_marks(c, past_ticket(c));

	return t->kind == SPAN_TIME && t->when.kind == WHEN_SPAN && t->at == begin && !t->marked &&
	       word_at(c, LEX_SPAN_PREFIX, begin) > 0;
}

#define PLACE_WORDS 2 /* of letters */

/* `depart Urumqi at 3pm`: a place of one or two words is named between the code and the time. */
static bool is_place_left(const struct spans *c, size_t begin, size_t end)
{
	size_t words = 1;

	if (word_at(c, LEX_FROM, begin) > 0)
		return true;
	if (begin >= end || !is_letter_at(c, begin) || word_at(c, LEX_FILLER, begin) > 0 || !only_words(c, begin, end))
		return false;
	for (size_t i = begin; i < end; i++)
		words += c->f->s[i] == ' ';
	return words <= PLACE_WORDS;
}

/* `depart yard 3pm`, `depart Hami 3pm`: with nothing before the time, the place must be one where people set out, or
 * typed with a capital, and of letters only. */
static bool is_known_place(const struct spans *c, size_t begin, size_t end)
{
	const char *typed = c->input->original + c->f->from[begin];
	size_t n, words = 1;

	for (size_t i = begin; i < end; i++) {
		words += c->f->s[i] == ' ';
		if (is_digit(c->f->s[i]) && words == 1)
			return false;
	}
	if (!only_words(c, begin, end))
		return false;
	if (is_letter_at(c, begin) && word_at(c, LEX_FILLER, begin) == 0 && letters_begin_name(typed, strlen(typed)))
		return words <= PLACE_WORDS + 1;
	while ((n = word_at(c, LEX_ARTICLE, begin)) > 0)
		begin = past_blanks(c, begin + n);
	n = word_at(c, LEX_PLACE_LEFT, begin);
	return n > 0 && (is_letter_at(c, begin) ? words <= PLACE_WORDS + 1 : begin + n == end);
}

/* `depart from the workshop at 3pm`, but not `from the workshop, there 5pm`: from where, and when. */
static bool leaves_from(const struct spans *c, const struct span *t)
{
	size_t begin = past_ticket(c), end = t->at, at;

	while (end > begin && c->f->s[end - 1] == ' ')
		end--;
	if (end <= begin || (t->kind != SPAN_TIME && !t->others) || t->when.kind != WHEN_CLOCK || t->marked ||
	    !is_to_come(c, t))
		return false;
	for (size_t i = begin; i < end; i++) {
		if (c->f->s[i] != ' ' && is_blank_or_mark(c->f->s[i]))
			return false;
	}
	at = word_before(c, LEX_TO_TIME, end);
	if (at == 0)
		return is_known_place(c, begin, end);
	return at < end - begin && is_place_left(c, begin, end - at - 1);
}

enum only_then { SAID_OF = 1, IS_SAID, BY_ITSELF, LEADS_TO_IT, OF_ANOTHER_DAY };

static size_t then_at(const struct spans *c, size_t i, enum only_then kind)
{
	return word_of(c, LEX_ONLY_THEN, (int)kind, i);
}

/* It is said at i, to the end of its clause in a language without blanks. */
static bool is_said_at(const struct spans *c, size_t i, enum only_then kind)
{
	size_t end = i + then_at(c, i, kind);

	return end > i && (!glued_at(c, end) || word_at(c, LEX_FILLER, end) > 0);
}

/* `depart Mon 10am, truck only free then`: in a clause behind the time stands why he cannot go before. */
static bool leaves_only_then(const struct spans *c, const struct span *t)
{
	bool today = when_today(t->when.at) == when_today(c->input->moment);
	size_t end = t->at + t->len;

	if (t->kind != SPAN_TIME || t->marked || t->when.kind == WHEN_SPAN || !is_to_come(c, t))
		return false;
	for (size_t i = end; i < c->f->len; i = next_at(c, i)) {
		size_t k = past_blanks(c, i), n;

		if (i > end && (!is_blank_or_mark(c->f->s[i - 1]) || (c->f->s[i - 1] == ' ' && is_letter_at(c, i))))
			continue;
		while ((n = then_at(c, k, LEADS_TO_IT)) > 0)
			k = past_blanks(c, k + n);
		n = then_at(c, k, SAID_OF);
		k = past_blanks(c, k + n);
		if (is_said_at(c, k, BY_ITSELF) || (n > 0 && is_said_at(c, k, IS_SAID)) ||
		    (!today && is_said_at(c, k, OF_ANOTHER_DAY)))
			return true;
	}
	return false;
}

bool time_is_of_leaving(const struct spans *c, const struct span *t)
{
	size_t end = past_blanks(c, t->at + t->len), n = word_at(c, LEX_LEAVING, end);

	if (leaves_in(c, t) || leaves_at(c, t) || leaves_from(c, t) || leaves_only_then(c, t))
		return true;
	if ((t->kind != SPAN_TIME && !t->others) || !lies_ahead(c, t))
		return false;
	/* Glued to the name of a road, the word says how he goes. */
	return n > 0 && !glued_at(c, end + n);
}
