/* The cursor under when.c: words and numbers. */
#include <string.h>

#include "handlers/time/when_scan.h"

static const struct word han_digits[] = {
	{"零", 0}, {"〇", 0}, {"一", 1}, {"二", 2}, {"两", 2}, {"三", 3},
	{"四", 4}, {"五", 5}, {"六", 6}, {"七", 7}, {"八", 8}, {"九", 9},
};

static bool letter(unsigned char ch)
{
	return ch >= 'a' && ch <= 'z';
}

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
	return letter(scan_peek(c, 0));
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
	if (letter((unsigned char)s[len - 1]) && letter(scan_peek(c, len)))
		return 0;
	return len;
}

bool scan_text(struct scan *c, const char *s)
{
	size_t len = matches(c, s);

	c->i += len;
	return len > 0;
}

bool scan_word(struct scan *c, const struct word *table, size_t count, int *value)
{
	unsigned char first = scan_peek(c, 0);
	size_t i, len, best = 0;

	for (i = 0; i < count; i++) {
		if ((unsigned char)table[i].s[0] != first)
			continue;
		len = matches(c, table[i].s);
		if (len > best) {
			best = len;
			*value = table[i].value;
		}
	}
	c->i += best;
	return best > 0;
}

/* Of English two letters, of which the second may be missing; of Chinese the low bits of a character. */
static size_t first_bit(const unsigned char s[3])
{
	if (letter(s[0]))
		return 32 * (size_t)(s[0] - 'a') + (letter(s[1]) ? (size_t)(s[1] - 'a' + 1) : 0);
	return 1024 + (((size_t)s[1] & 15) << 6 | (s[2] & 63));
}

void firsts_add(struct firsts *f, const struct word *table, size_t count)
{
	size_t i, bit;

	for (i = 0; i < count; i++) {
		unsigned char s[4] = "";

		memcpy(s, table[i].s, strnlen(table[i].s, 3));
		bit = first_bit(s);
		f->bits[bit / 64] |= UINT64_C(1) << bit % 64;
	}
}

bool firsts_have(const struct firsts *f, const struct scan *c)
{
	const unsigned char s[3] = {scan_peek(c, 0), scan_peek(c, 1), scan_peek(c, 2)};
	size_t bit = first_bit(s);

	return f->bits[bit / 64] >> bit % 64 & 1;
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

/* Below 100: 八, 十, 十六, 三十, 零五. */
static bool han_tens(struct scan *c, int *value)
{
	int tens = 1, ones = 0;
	bool some = scan_word(c, WORDS(han_digits), &tens);

	if (scan_text(c, "十")) {
		scan_word(c, WORDS(han_digits), &ones);
		*value = tens * 10 + ones;
		return true;
	}
	if (some && !tens && scan_word(c, WORDS(han_digits), &ones))
		tens = ones;
	*value = tens;
	return some;
}

bool scan_han(struct scan *c, int *value)
{
	struct scan start = *c, next;
	int rest, spare;

	if (!han_tens(c, value)) {
		*c = start;
		return false;
	}
	if (*value > 0 && *value < 10 && scan_text(c, "百")) {
		*value *= 100;
		if (han_tens(c, &rest))
			*value += rest;
	}
	/* 二三 and 十十 are no numbers. */
	next = *c;
	if (scan_word(&next, WORDS(han_digits), &spare) || scan_text(&next, "十")) {
		*c = start;
		return false;
	}
	return true;
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

void scan_han_firsts(struct firsts *f)
{
	firsts_add(f, WORDS(han_digits));
	firsts_add(f, &(struct word){"十", 0}, 1);
}
