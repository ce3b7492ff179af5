/* What is said behind a deed, and against it. What each list means stands in the lexicons. */
#include "handlers/read/doubt/still_wrong.h"

#include "handlers/read/doubt_words.h"
#include "handlers/span/folded_text.h"

bool tells_bare_deed(const struct code *c)
{
	return c->does == DOES_MOVE && c->stamps != 0 && !code_brings(c, BRINGS_TIME) && !code_needs_words(c);
}

#define NOUN_CHARS 6 /* between the word and what makes it the attribute of a noun */

/* The joint that still leaked is replaced: what was still wrong before, in a clause that tells what was done to it. */
static bool is_attributive(const struct spans *c, size_t i)
{
	size_t end = i, behind = 0;

	for (int k = 0; end < c->f->len && !is_blank_or_mark(c->f->s[end]); k++, end = next_at(c, end)) {
		if (k <= NOUN_CHARS && behind == 0)
			behind = word_at(c, LEX_ATTRIBUTIVE, end) > 0 ? end + word_at(c, LEX_ATTRIBUTIVE, end) : 0;
		else if (behind > 0 && end >= behind && word_at(c, LEX_CONTRARY_BEFORE, end) > 0)
			return false;
	}
	return behind > 0 && behind < end && word_before(c, LEX_DEGREE, end) > 0;
}

/* What is wrong where he has arrived is what he came for. */
static bool ends_in_deed(const struct reading *r)
{
	const struct code *last = r->codes_n > 0 ? r->codes[r->codes_n - 1].code : NULL;

	return last && tells_bare_deed(last) && last->visit != VISIT_ARRIVES;
}

bool is_still_wrong(const struct spans *c, const struct reading *r)
{
	if (!ends_in_deed(r))
		return false;
	for (size_t i = r->codes_n > 1 ? r->codes[r->codes_n - 1].at : c->head.at + c->head.len; i < c->f->len;
	     i = next_at(c, i)) {
		size_t n = is_letter_at(c, i) && is_letter_before(c, i) ? 0 : word_at(c, LEX_STILL_WRONG, i);

		if (n > 0 && word_at(c, LEX_NO_CONTRARY, i) <= n && !is_attributive(c, i + n) &&
		    word_before(c, LEX_ADVISED, i) == 0)
			return true;
	}
	return false;
}

bool is_wrong_again(const struct spans *c, const struct reading *r)
{
	size_t end = c->f->len, i;

	if (!ends_in_deed(r))
		return false;
	i = words_find(c, LEX_WRONG_AGAIN, r->codes_n > 1 ? r->codes[r->codes_n - 1].at : words_begin(c), end);
	for (; i < end; i = words_find(c, LEX_WRONG_AGAIN, next_at(c, i), end)) {
		size_t n = word_at(c, LEX_WRONG_AGAIN, i);

		if (word_before(c, LEX_DENIAL, i) == 0 && !words_say_undenied(c, LEX_MENDED, i + n) &&
		    word_at(c, LEX_ATTRIBUTIVE, past_blanks(c, i + n)) == 0)
			return true;
	}
	return false;
}
