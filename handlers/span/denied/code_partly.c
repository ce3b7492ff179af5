/* `repaired about half`, `repair is impossible`, `two of three`, 80%: how far a code's deed has come. */
#include "handlers/span/denied/code_partly.h"

#include "handlers/span/digit_span.h"
#include "handlers/span/folded_text.h"
#include "handlers/span/name_span.h"
#include "handlers/span/time_span.h"

#define DEGREES_MAX 4

/* The digits at i, or one numeral: where they end. */
static size_t past_numeral(const struct spans *c, size_t i)
{
	size_t n = digits_at(c, i);

	return i + (n > 0 ? n : word_at(c, LEX_DIGIT, i));
}

/* `two of three`, `2 of 3`, 2/3, 80%. */
static bool is_fraction(const struct spans *c, size_t i)
{
	size_t end = past_numeral(c, i), n, next;

	if (end == i)
		return false;
	if (byte_at(c, end) == '%') /* repaired 30% of the hoses */
		return !text_at(c, i, "100%") && !glued_at(c, end + 1 + word_at(c, LEX_ELAPSED, end + 1)) &&
		       word_at(c, LEX_PERCENT_OF, past_blanks(c, end + 1)) == 0;
	next = past_blanks(c, end);
	n = byte_at(c, next) == '/' ? 1 : word_at(c, LEX_OUT_OF, next);
	next = past_blanks(c, next + n);
	return n > 0 && past_numeral(c, next) > next;
}

bool code_partly(const struct spans *c, size_t i)
{
	for (int k = 0; k < DEGREES_MAX; k++) {
		size_t n = word_at(c, LEX_DEGREE, i);

		if (word_at(c, LEX_NO_CONTRARY, i) > 0)
			return false;
		if (word_at(c, LEX_PARTIAL, i) > 0 || is_fraction(c, i))
			return time_at(c, i, BEHIND).kind != WHEN_SPAN; /* half an hour ago */
		if (n == 0)
			return false;
		i += n;
		if (is_letter_before(c, i))
			i = past_blanks(c, i);
		else if (word_at(c, LEX_UNFINISHED, i) > word_at(c, LEX_NO_CONTRARY, i))
			return true;
	}
	return false;
}
