#include "handlers/people/msisdn.h"

#include "templates/text/text.h"

#include <ctype.h>
#include <string.h>

static bool national(const char *digits, const char *country, char out[MSISDN_MAX])
{
	while (*digits == '0')
		digits++; /* the trunk prefix */
	if (strlen(digits) < 7 || strlen(digits) + strlen(country) > 15)
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
	if (number && !plus && strncmp(d, country, c) == 0 && n >= c + 9 && n <= 15)
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

void msisdn_mask_all(const char *line, char *out, size_t size)
{
	static const char digits[] = "0123456789";

	text_copy(out, size, line);
	for (char *at = out; *(at += strcspn(at, digits)); at += strspn(at, digits)) {
		size_t n = strspn(at, digits);

		if (n >= 8)
			memset(at + n - 8, '*', 4);
	}
}
