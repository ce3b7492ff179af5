#include "handlers/people/gist.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The text is keyed, in digits and signs alone, and its first digit stands by itself: a code. Else 0. */
static char digit_code(const struct fold *f)
{
	char code = '\0';

	for (size_t i = 0; i < f->len; i++) {
		if (!is_digit(f->s[i]) && (unsigned char)f->s[i] >= 'A')
			return '\0';
		if (code == '\0' && is_digit(f->s[i]))
			code = is_digit(f->s[i + 1]) ? ' ' : f->s[i];
	}
	return code == ' ' ? '\0' : code;
}

size_t gist_write(const struct fold *f, char *out)
{
	size_t n = 0;
	char code = digit_code(f);

	if (code != '\0')
		out[n++] = code;
	for (size_t i = 0; i < f->len; i++) {
		char c = f->s[i];

		if (is_digit(c) || (c == ' ' && (n == 0 || out[n - 1] == ' ')))
			continue;
		out[n++] = c;
	}
	n -= n > 0 && out[n - 1] == ' ';
	out[n] = '\0';
	return n;
}
