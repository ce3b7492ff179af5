#include "handlers/people/mention.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "templates/text/fold.h"
#include "templates/text/hex.h"

#define RUN_DIGITS 256 /* blanks between them left out; the end of a longer run is looked at too */

/* Digits in groups, as people write them. */
struct run {
	char digits[RUN_DIGITS];
	bool begins[RUN_DIGITS + 1]; /* a group begins there, or the one before ends */
	size_t n;
};

bool mention_of_name(struct mention *m, const char *name)
{
	return fold_small(m->name, sizeof(m->name), name);
}

bool mention_is_number(const struct mention *m, const char *number)
{
	for (size_t i = 0; i < m->numbers_n; i++)
		if (strcmp(m->numbers[i].digits, number + (*number == '+')) == 0)
			return true;
	return false;
}

void mention_of_number(struct mention *m, const char *number)
{
	const char *digits = number + (*number == '+');
	size_t n = strlen(digits), code = strlen(m->country);

	if (n < MENTION_DIGITS || n >= MSISDN_MAX || strspn(digits, "0123456789") != n ||
	    m->numbers_n == MENTION_NUMBERS || mention_is_number(m, number))
		return;
	if (*number != '+' || strncmp(digits, m->country, code) != 0 || n < code + MENTION_DIGITS)
		code = 0;
	memcpy(m->numbers[m->numbers_n].digits, digits, n + 1);
	m->numbers[m->numbers_n++].code = code;
}

/* ---- escapes ---- */

/* The value of `n` hex digits, or -1. */
static long hex_value(const char *s, size_t left, size_t n)
{
	long value = 0;

	if (left < n)
		return -1;
	for (size_t i = 0; i < n && value >= 0; i++)
		value = hex_digit(s[i]) < 0 ? -1 : value * 16 + hex_digit(s[i]);
	return value;
}

static size_t put_utf8(char *to, unsigned long c)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xc0 | c >> 6);
		to[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		to[0] = (char)(0xe0 | c >> 12);
		to[1] = (char)(0x80 | (c >> 6 & 0x3f));
		to[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	to[0] = (char)(0xf0 | c >> 18);
	to[1] = (char)(0x80 | (c >> 12 & 0x3f));
	to[2] = (char)(0x80 | (c >> 6 & 0x3f));
	to[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

/* One of JSON's \uXXXX, or a pair of them: how many bytes it takes, 0 if it is none. */
static size_t unicode_escape(const char *s, size_t left, unsigned long *c)
{
	long high = left >= 6 && s[0] == '\\' && s[1] == 'u' ? hex_value(s + 2, left - 2, 4) : -1, low;

	if (high < 0)
		return 0;
	*c = (unsigned long)high;
	if (high < 0xd800 || high > 0xdbff)
		return 6;
	low = left >= 12 && s[6] == '\\' && s[7] == 'u' ? hex_value(s + 8, left - 8, 4) : -1;
	if (low < 0xdc00 || low > 0xdfff)
		return 6;
	*c = 0x10000 + ((*c - 0xd800) << 10) + ((unsigned long)low - 0xdc00);
	return 12;
}

/* Never longer than s[n]. To be freed; NULL: out of memory. */
static char *without_escapes(const char *s, size_t n, size_t *length)
{
	char *out = malloc(n + 4);
	size_t at = 0;

	for (size_t i = 0; out && i < n;) {
		unsigned long c;
		size_t taken = unicode_escape(s + i, n - i, &c);
		long byte = s[i] == '%' ? hex_value(s + i + 1, n - i - 1, 2) : -1;

		if (taken) {
			at += put_utf8(out + at, c);
			i += taken;
		} else if (byte > 0) {
			out[at++] = (char)byte;
			i += 3;
		} else if (s[i] == '\\' && i + 1 < n && strchr("nrt", s[i + 1])) {
			out[at++] = ' ';
			i += 2;
		} else {
			out[at++] = s[i++];
		}
	}
	*length = at;
	return out;
}

/* ---- names and numbers ---- */

static bool is_latin(char c)
{
	return isalnum((unsigned char)c);
}

static bool has_name(const char *s, size_t n, const char *name)
{
	size_t length = strlen(name);
	const char *at = s, *end = s + n;

	while (length && (at = memmem(at, (size_t)(end - at), name, length))) {
		const char *behind = at + length;

		if (!(is_latin(*at) && at > s && is_latin(at[-1])) &&
		    !(is_latin(behind[-1]) && behind < end && is_latin(*behind)))
			return true;
		at++;
	}
	return false;
}

/* What may stand before a number in its first group: nothing, zeros, the country's code. */
static bool is_prefix(const char *s, size_t n, const char *code, size_t code_n)
{
	for (size_t zeros = 0; zeros < 2 && n && *s == '0'; zeros++) {
		s++;
		n--;
	}
	return n == 0 || (n == code_n && memcmp(s, code, n) == 0);
}

/* Whole groups, so that a short number is not found within another one. */
static bool stands_in(const struct run *r, const char *digits, size_t code)
{
	const char *number = digits + code;
	size_t length = strlen(number);

	for (size_t at = 0; at + length <= r->n; at++) {
		size_t first = at;

		if (memcmp(r->digits + at, number, length) != 0 || !(at + length == r->n || r->begins[at + length]))
			continue;
		while (first > 0 && !r->begins[first])
			first--;
		if (is_prefix(r->digits + first, at - first, digits, code))
			return true;
	}
	return false;
}

static bool has_number(const struct mention *m, const struct run *r)
{
	for (size_t i = 0; i < m->numbers_n; i++)
		if (stands_in(r, m->numbers[i].digits, m->numbers[i].code))
			return true;
	return false;
}

static bool has_numbers(const struct mention *m, const char *s, size_t n)
{
	struct run r = {.n = 0};
	bool begins = true;

	for (size_t i = 0; i < n; i++) {
		bool digit = isdigit((unsigned char)s[i]);

		if (digit) {
			r.begins[r.n] = begins;
			r.digits[r.n++] = s[i];
		}
		begins = !digit;
		if (digit ? r.n < RUN_DIGITS : strchr(" .-()/", s[i]) != NULL)
			continue;
		if (has_number(m, &r))
			return true;
		memmove(r.digits, r.digits + r.n - (digit ? MSISDN_MAX : 0), digit ? MSISDN_MAX : 0);
		memmove(r.begins, r.begins + r.n - (digit ? MSISDN_MAX : 0), digit ? MSISDN_MAX * sizeof(bool) : 0);
		r.n = digit ? MSISDN_MAX : 0;
	}
	return has_number(m, &r);
}

enum mentioned mention_in(const struct mention *m, const char *s, size_t n)
{
	struct fold f = {0};
	size_t length = 0;
	char *plain = n ? without_escapes(s, n, &length) : NULL;
	bool found;

	if (!n)
		return MENTION_NONE;
	if (!plain || !fold_make(&f, plain, length)) {
		free(plain);
		return MENTION_NO_MEMORY;
	}
	found = has_name(f.s, f.len, m->name) || has_numbers(m, f.s, f.len);
	fold_free(&f);
	free(plain);
	return found ? MENTION_FOUND : MENTION_NONE;
}
