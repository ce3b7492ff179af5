#include "gateway/api/ask/masked.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "db/store/people_rows.h"
#include "db/store/tickets.h"
#include "gateway/base/log.h"
#include "handlers/people/msisdn.h"
#include "templates/text/text.h"

#define DIGITS_LEAST 7 /* fewer are no number by which somebody can be called */
#define GAP_MOST 4     /* bytes between two digits of one number */
#define WIDE 3         /* bytes of a character of full width */

/* Bytes of the digit that stands here, as it is typed on a phone or in full width; 0: none does. */
static size_t digit_at(const char *s, char *digit)
{
	const unsigned char *u = (const unsigned char *)s;

	if (isdigit(*u)) {
		*digit = *s;
		return 1;
	}
	if (u[0] != 0xef || u[1] != 0xbc || u[2] < 0x90 || u[2] > 0x99)
		return 0;
	*digit = (char)('0' + u[2] - 0x90);
	return WIDE;
}

/* Bytes up to the next digit. A letter or the end of a string of JSON parts two numbers; a line feed does not. */
static size_t gap_at(const char *s)
{
	size_t n = 0;
	char digit;

	while (n <= GAP_MOST && s[n] && !digit_at(s + n, &digit)) {
		if (s[n] == '\\' && s[n + 1] && strchr("nrt", s[n + 1]))
			n++;
		else if (s[n] == '"' || isalpha((unsigned char)s[n]))
			break;
		n++;
	}
	return n;
}

static bool stands(const char *s, const char *digits)
{
	char digit = 0;

	for (size_t i = 0; digits[i]; i++) {
		size_t n;

		s += i ? gap_at(s) : 0;
		n = digit_at(s, &digit);
		if (n == 0 || digit != digits[i])
			return false;
		s += n;
	}
	return true;
}

/* The digits that stand here, from the one to before the other. */
static void cover(char *s, size_t from, size_t to)
{
	static const unsigned char wide_star[WIDE] = {0xef, 0xbc, 0x8a};
	char digit;

	for (size_t i = 0; i < to; i++) {
		size_t n;

		s += i ? gap_at(s) : 0;
		n = digit_at(s, &digit);
		if (i >= from && n == WIDE)
			memcpy(s, wide_star, WIDE);
		else if (i >= from)
			*s = '*';
		s += n;
	}
}

/* All but the last four, and what stands before the four ahead of them. */
static void mask_digits(char *s, const char *digits)
{
	size_t n = strlen(digits);

	if (n < DIGITS_LEAST)
		return;
	for (; *s; s++)
		if (stands(s, digits))
			cover(s, n < 8 ? 0 : n - 8, n - 4);
}

/* Whoever leaves the country's code out has said the number all the same. */
static void mask_number(char *s, const char *number, const char *country)
{
	size_t n = strlen(country);

	if (*number == '+')
		number++;
	mask_digits(s, strncmp(number, country, n) == 0 ? number + n : number);
}

/* Who is not known is named by number, or has it beside the name. */
static void mask_said(char *s, const char *said, const char *country)
{
	char number[MSISDN_MAX];

	if (msisdn_read(said, country, number))
		mask_number(s, number, country);
	while (*(said += strcspn(said, "0123456789"))) {
		size_t n = strspn(said, "0123456789");

		if (n > DIGITS_LEAST && n < sizeof(number)) {
			memcpy(number, said, n);
			number[n] = '\0';
			mask_number(s, number, country);
		}
		said += n;
	}
}

void masked_in(const struct api_ask *ask, const struct ticket *t, char *s)
{
	char numbers[PERSON_NUMBERS][MSISDN_MAX];
	const char *country = ask->w->setup.country;
	size_t n = t->customer ? people_numbers(ask->w->store, t->customer, numbers) : 0;
	char name[NAME_BYTES], reporter[FAULT_BYTES];

	text_copy(name, sizeof(name), t->customer_name); /* which may be what is masked */
	if (tickets_reporter(ask->w->store, t->number, reporter, sizeof(reporter)))
		mask_said(s, reporter, country);
	mask_said(s, name, country);
	mask_number(s, t->customer_number, country);
	for (size_t i = 0; i < n; i++)
		mask_number(s, numbers[i], country);
}

void masked_shown(const struct api_ask *ask, const char *kind, const char *which)
{
	log_info("person %" PRId64 " was shown customers' numbers over /v1 by token %" PRId64 ": %s%s%s",
		 ask->access.person.id, ask->access.token, kind, *which ? " " : "", which);
}
