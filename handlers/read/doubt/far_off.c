/* A machine or a site that a text says is so far away still. */
#include "handlers/read/doubt/far_off.h"

#include "handlers/span/folded_text.h"

enum far_off { WHAT_IS = 1, BEHIND_WAY, BEFORE_WAY, SO_MANY };

static size_t far_at(const struct spans *c, size_t i, enum far_off kind)
{
	return word_of(c, LEX_FAR_OFF, (int)kind, i);
}

static bool is_before(const struct spans *c, size_t i)
{
	for (size_t k = i; k > 0; k--) {
		size_t n = far_at(c, k - 1, BEFORE_WAY);

		if (n > 0 && k - 1 + n == i)
			return true;
		if (is_blank_or_mark(c->f->s[k - 1]) && c->f->s[k - 1] != ' ')
			return false;
	}
	return false;
}

/* A numeral at i, in digits or in words: where it ends. */
static size_t past_number(const struct spans *c, size_t i)
{
	size_t n = digits_at(c, i);

	if (n > 0 && byte_at(c, i + n) == '.')
		n += 1 + digits_at(c, i + n + 1);
	i += n;
	for (n = 1; n > 0; i += n) {
		size_t next = past_blanks(c, i), many = far_at(c, next, SO_MANY);

		many = many > 0 ? many : numeral_at(c, next);
		n = many > 0 ? next + many - i : 0;
	}
	return i;
}

/* `20 km away` at i, but not `from 20 km away`: where it ends, 0 if it is none. */
static size_t past_way(const struct spans *c, size_t i, bool *behind)
{
	size_t blank = before_blanks(c, i), end = past_number(c, i), n;

	n = end > i ? word_at(c, LEX_WAY_UNIT, past_blanks(c, end)) : 0;
	if (n == 0 || word_before(c, LEX_FROM, blank) > 0 || is_digit(byte_at(c, i - 1)))
		return 0;
	end = past_blanks(c, end) + n;
	n = far_at(c, past_blanks(c, end), BEHIND_WAY);
	*behind = n > 0;
	return n > 0 ? past_blanks(c, end) + n : is_before(c, blank) ? end : 0;
}

/* Behind a mark; where words have no blanks between them, behind the code or a blank as well. */
static bool begins_clause(const struct spans *c, size_t i)
{
	size_t end = before_blanks(c, i);

	return (end > words_begin(c) && is_blank_or_mark(c->f->s[end - 1])) ||
	       (is_unspaced_at(c, i) && (end < i || i == words_begin(c)));
}

/* Nothing but words that lead to the way stands from a to b, in a language with blanks: what a machine did so far off is
 * told of it. */
static bool leads_there(const struct spans *c, size_t a, size_t b)
{
	static const enum lexeme leads[] = {LEX_FILLER, LEX_LABEL_LINK, LEX_WAY_LEFT};
	size_t n = 1;

	if (is_unspaced_before(c, a))
		return true;
	for (a = past_blanks(c, a); a < b && n > 0; a = past_blanks(c, a + n)) {
		n = 0;
		for (size_t k = 0; k < sizeof(leads) / sizeof(*leads); k++) {
			size_t len = word_at(c, leads[k], a);

			n = len > n ? len : n;
		}
	}
	return a >= b;
}

/* In such a language nothing goes on behind it: 5 km inside the forest. */
static bool ends_there(const struct spans *c, size_t end)
{
	return is_unspaced_before(c, end) || !is_letter_at(c, past_blanks(c, end));
}

bool is_far_off(const struct spans *c)
{
	size_t begin = words_begin(c), subject = 0;
	bool behind = false;

	for (size_t i = begin, n; i < c->f->len; i = next_at(c, i)) {
		size_t end;

		if (is_blank_or_mark(c->f->s[i])) {
			subject = c->f->s[i] == ' ' ? subject : 0;
			continue;
		}
		n = begins_clause(c, i) ? word_at(c, LEX_ARTICLE, i) : 0;
		if (subject == 0 && begins_clause(c, i) && far_at(c, past_blanks(c, i + n), WHAT_IS) > 0)
			subject = past_blanks(c, i + n) + far_at(c, past_blanks(c, i + n), WHAT_IS);
		end = i > begin && !words_inside(c, i) ? past_way(c, i, &behind) : 0;
		if (end == 0)
			continue;
		n = behind ? word_at(c, LEX_ATTRIBUTIVE, end) : 0;
		if (subject > 0 && subject <= i && leads_there(c, subject, i) && ends_there(c, end))
			return true;
		if (n > 0 && is_unspaced_at(c, end) && far_at(c, end + n, WHAT_IS) > 0)
			return true;
	}
	return false;
}
