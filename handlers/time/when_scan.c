/* The cursor under when.c: words and numbers. */
#include "handlers/time/when_scan.h"

#include <string.h>

#include "templates/text/letter.h"

static bool digit(unsigned char ch)
{
	return ch >= '0' && ch <= '9';
}

unsigned char scan_peek(const struct scan *c, size_t ahead)
{
	return ahead < c->n - c->i ? (unsigned char)c->s[c->i + ahead] : 0;
}

bool scan_at_digit(const struct scan *c)
{
	return digit(scan_peek(c, 0));
}

bool scan_at_letter(const struct scan *c)
{
	return letter_at(c->s + c->i, c->n - c->i);
}

bool scan_at_unspaced(const struct scan *c)
{
	return scan_peek(c, 0) >= 0x80 && !scan_at_letter(c);
}

bool scan_at_joined(const struct scan *c)
{
	unsigned char ch = scan_peek(c, 0);

	return (ch == '.' || ch == ':' || ch == '-' || ch == '/') && digit(scan_peek(c, 1));
}

void scan_blank(struct scan *c)
{
	while (scan_peek(c, 0) == ' ')
		c->i++;
}

static size_t matches(const struct scan *c, const char *s)
{
	size_t len = strlen(s);

	if (len > c->n - c->i || memcmp(c->s + c->i, s, len) != 0)
		return 0;
	if (letter_ends(s, len) && letter_at(c->s + c->i + len, c->n - c->i - len))
		return 0;
	return len;
}

bool scan_text(struct scan *c, const char *s)
{
	size_t len = matches(c, s);

	c->i += len;
	return len > 0;
}

bool scan_word(struct scan *c, enum lexeme list, int *value)
{
	size_t len = lexicon_at(c->words, list, c->s + c->i, c->n - c->i, value);

	c->i += len;
	return len > 0;
}

bool scan_blank_word(struct scan *c, enum lexeme list, int *value)
{
	struct scan start = *c;

	scan_blank(c);
	if (scan_word(c, list, value))
		return true;
	*c = start;
	return false;
}

bool scan_runs_on(struct scan c, const struct scan *before)
{
	return scan_peek(before, 0) == ' ' && scan_at_unspaced(&c) && !scan_word(&c, LEX_ARRIVAL_BEHIND, NULL) &&
	       !scan_word(&c, LEX_SPAN_ARRIVAL, NULL) && !scan_word(&c, LEX_GOING, NULL) &&
	       !scan_word(&c, LEX_AFTER_HOUR, NULL);
}

bool scan_at_unit(struct scan c)
{
	struct scan label = c;
	size_t from;

	if (scan_word(&c, LEX_COUNTER, NULL))
		return true;
	scan_blank(&c);
	scan_blank(&label);
	from = c.i;
	/* `mileage` is no `mile`. */
	return scan_word(&c, LEX_UNIT, NULL) &&
	       !(scan_word(&label, LEX_LABEL, NULL) && label.i > from && label.i > c.i);
}

bool scan_alternative(struct scan *c)
{
	struct scan start = *c;

	scan_blank(c);
	scan_text(c, ",");
	if (!scan_blank_word(c, LEX_ALTERNATIVE, NULL)) {
		*c = start;
		return false;
	}
	scan_blank(c);
	return true;
}

size_t scan_digits(struct scan *c, int *value)
{
	size_t run = 0;

	*value = 0;
	for (; scan_at_digit(c); c->i++, run++) {
		if (run < 5)
			*value = *value * 10 + (c->s[c->i] - '0');
	}
	return run;
}

/* Below 100, in characters: eight, ten, sixteen, thirty, nought five. */
static bool han_tens(struct scan *c, int *value)
{
	int tens = 1, ones = 0;
	bool some = scan_word(c, LEX_DIGIT, &tens);

	if (scan_word(c, LEX_TEN, NULL)) {
		scan_word(c, LEX_DIGIT, &ones);
		*value = tens * 10 + ones;
		return true;
	}
	if (some && !tens && scan_word(c, LEX_DIGIT, &ones))
		tens = ones;
	*value = tens;
	return some;
}

bool scan_han(struct scan *c, int *value)
{
	struct scan start = *c, next;
	int rest;

	if (!han_tens(c, value)) {
		*c = start;
		return false;
	}
	if (*value > 0 && *value < 10 && scan_word(c, LEX_HUNDRED, NULL)) {
		*value *= 100;
		if (han_tens(c, &rest))
			*value += rest;
	}
	/* `two three` and `ten ten` are no numbers. */
	next = *c;
	if (scan_word(&next, LEX_DIGIT, NULL) || scan_word(&next, LEX_TEN, NULL)) {
		*c = start;
		return false;
	}
	return true;
}

bool scan_run(struct scan *c, int *value)
{
	struct scan start = *c;
	int first, second;

	if (han_tens(c, &first) && first > 0 && scan_word(c, LEX_DIGIT, &second) && second == first % 10 + 1) {
		*value = first + 1;
		return true;
	}
	*c = start;
	return false;
}

bool scan_small(struct scan *c, int *value)
{
	struct scan start = *c;
	size_t run = scan_digits(c, value);

	if (!run)
		return scan_han(c, value);
	if (run <= 2)
		return true;
	*c = start;
	return false;
}
