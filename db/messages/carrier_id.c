#include "db/messages/carrier_id.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEX "0123456789abcdef"

static bool is_only(const char *s, const char *of)
{
	return *s && s[strspn(s, of)] == '\0';
}

void carrier_id_normal(const char *written, char out[CARRIER_ID])
{
	size_t n = 0, end;
	const char *s = written;

	out[0] = '\0';
	while (isspace((unsigned char)*s))
		s++;
	end = strlen(s);
	while (end && isspace((unsigned char)s[end - 1]))
		end--;
	if (end >= CARRIER_ID)
		return;
	for (; n < end; n++)
		out[n] = (char)tolower((unsigned char)s[n]);
	out[n] = '\0';
	if (!is_only(out, HEX))
		return;
	end = strspn(out, "0");
	if (end == n && n)
		end--;
	memmove(out, out + end, n - end + 1);
}

/* Where it is one of at most 64 bits. */
static bool add_number(const char *digits, int base, char out[CARRIER_ID])
{
	unsigned long long v;
	char *behind;

	errno = 0;
	v = strtoull(digits, &behind, base);
	if (*behind || errno)
		return false;
	snprintf(out, CARRIER_ID, base == 10 ? "%llx" : "%llu", v);
	return strcmp(out, digits) != 0;
}

size_t carrier_id_forms(const char *written, char out[CARRIER_ID_FORMS][CARRIER_ID])
{
	size_t n = 1;

	carrier_id_normal(written, out[0]);
	if (!out[0][0])
		return 0;
	if (is_only(out[0], "0123456789") && add_number(out[0], 10, out[n]))
		n++;
	if (is_only(out[0], HEX) && add_number(out[0], 16, out[n]))
		n++;
	return n;
}
