#include "handlers/people/msisdn.h"

#include "templates/text/text.h"

#include <ctype.h>
#include <string.h>

static bool national(const char *digits, const char *country, char out[MSISDN_MAX])
{
	while (*digits == '0')
		digits++; /* the trunk prefix */
	if (!*country || strlen(digits) < 7 || strlen(digits) + strlen(country) > 15)
		return false;
	out[0] = '+';
	strcpy(out + 1, country);
	strcat(out, digits);
	return true;
}

bool msisdn_read(const char *s, const char *country, char out[MSISDN_MAX])
{
	char d[40] = "";
	size_t n = 0;
	bool plus = false, number = true;
	size_t c;
	for (const char *p = s; *p; p++) {
		if (isdigit((unsigned char)*p) && n < sizeof(d) - 1)
			d[n++] = *p;
		else if (*p == '+' && n == 0 && !plus)
			plus = true;
		else if (!strchr(" -().", *p))
			number = false;
	}
	d[n] = '\0';
	if (number && !plus && strncmp(d, "00", 2) == 0 && d[2] != '0') {
		plus = true;
		memmove(d, d + 2, n - 1);
		n -= 2;
	}
	c = strlen(country);
	/* A number that begins with the country's code and is longer than any national one has lost its plus. */
	if (number && !plus && c > 0 && strncmp(d, country, c) == 0 && n >= c + 9 && n <= 15)
		plus = true;
	if (number && plus && n >= 8 && n <= 15 && d[0] != '0') {
		out[0] = '+';
		strcpy(out + 1, d);
		return true;
	}
	if (number && !plus && national(d, country, out))
		return true;
	while (*s == ' ')
		s++;
	text_copy(out, MSISDN_MAX, s);
	return false;
}

void msisdn_mask(const char *number, char out[MSISDN_MAX])
{
	size_t n;
	text_copy(out, MSISDN_MAX, number);
	n = strlen(out);
	if (n < 8)
		return;
	for (size_t i = n - 8; i < n - 4; i++)
		out[i] = '*';
}

/* ---- masking all of a line ---- */

#define DIGITS "0123456789"
#define PLAIN_LEAST 8    /* digits, for which a run of them may be a number */
#define GROUPED_LEAST 10 /* the same in groups; fewer may be anything */

/* 2026-11-29 */
static bool is_date(const char *s)
{
	static const char form[] = "dddd-dd-dd";
	size_t i = 0;

	while (form[i] && (form[i] == 'd' ? isdigit((unsigned char)s[i]) != 0 : s[i] == form[i]))
		i++;
	return !form[i] && !isdigit((unsigned char)s[i]);
}

/* How long groups of digits go on with one blank or dash between each two, none of which is a number by itself; *n
 * digits. */
static size_t groups_at(const char *s, size_t *n)
{
	size_t length = strspn(s, DIGITS), next;

	*n = length;
	while (s[length] == ' ' || s[length] == '-') {
		next = strspn(s + length + 1, DIGITS);
		if (next == 0 || next >= PLAIN_LEAST || is_date(s + length + 1))
			break;
		length += 1 + next;
		*n += next;
	}
	return length;
}

/* All but the first three and the last four of n digits. */
static void mask_groups(char *s, size_t n)
{
	for (size_t k = 0; k + 4 < n; s++) {
		if (!isdigit((unsigned char)*s))
			continue;
		if (k >= 3)
			*s = '*';
		k++;
	}
}

void msisdn_mask_all(const char *line, char *out, size_t size)
{
	size_t length, n;

	text_copy(out, size, line);
	for (char *at = out; *(at += strcspn(at, DIGITS)); at += length) {
		length = strspn(at, DIGITS);
		if (length >= PLAIN_LEAST) {
			memset(at + length - 8, '*', 4);
		} else if (is_date(at)) {
			length = strlen("2026-11-29");
		} else {
			length = groups_at(at, &n);
			if (n >= GROUPED_LEAST)
				mask_groups(at, n);
		}
	}
}
