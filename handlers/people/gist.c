#include "handlers/people/gist.h"

/* The digits of a ticket's number, and of how many numbers it is asked. */
enum { NUMBER_LEAST = 4, NUMBER_MOST = 9, NUMBERS_ASKED = 4 };

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

/* How many digits at s + i are the number of a ticket; 0 where they are none. */
static size_t ticket_digits(const struct fold *f, size_t i, const struct gist_tickets *tickets, int *asked)
{
	int64_t number = 0;
	size_t n = 0;

	while (i + n < f->len && is_digit(f->s[i + n]) && n <= NUMBER_MOST)
		number = number * 10 + (f->s[i + n++] - '0');
	if (n < NUMBER_LEAST || n > NUMBER_MOST || ++*asked > NUMBERS_ASKED)
		return 0;
	return tickets->known(tickets->ctx, number) ? n : 0;
}

size_t gist_write(const struct fold *f, const struct gist_tickets *tickets, char *out)
{
	size_t n = 0, kept = 0;
	char code = digit_code(f);
	int asked = 0;

	if (code != '\0')
		out[n++] = code;
	for (size_t i = 0; i < f->len; i++) {
		char c = f->s[i];

		if (is_digit(c) && (i == 0 || !is_digit(f->s[i - 1])))
			kept = i + ticket_digits(f, i, tickets, &asked);
		if ((is_digit(c) && i >= kept) || (c == ' ' && (n == 0 || out[n - 1] == ' ')))
			continue;
		out[n++] = c;
	}
	n -= n > 0 && out[n - 1] == ' ';
	out[n] = '\0';
	return n;
}
