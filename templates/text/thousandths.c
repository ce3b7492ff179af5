#include "templates/text/thousandths.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define WHOLE_DIGITS 12

static bool digit(const char *s, size_t n, size_t i)
{
	return i < n && s[i] >= '0' && s[i] <= '9';
}

/* A comma with three digits behind it, and no more. */
static bool group(const char *s, size_t n, size_t i)
{
	return i < n && s[i] == ',' && digit(s, n, i + 1) && digit(s, n, i + 2) && digit(s, n, i + 3) &&
	       !digit(s, n, i + 4);
}

size_t thousandths_read(const char *s, size_t n, int64_t *value)
{
	size_t i = 0, digits = 0, decimals = 0;
	int64_t v = 0;
	for (; digit(s, n, i) || (i > 0 && i < 4 + digits && group(s, n, i)); i++) {
		if (s[i] == ',')
			continue;
		if (++digits > WHOLE_DIGITS)
			return 0;
		v = v * 10 + (s[i] - '0');
	}
	if (digits > 0 && i < n && s[i] == '.' && digit(s, n, i + 1)) {
		for (i++; digit(s, n, i); i++) {
			if (++decimals > 3)
				return 0;
			v = v * 10 + (s[i] - '0');
		}
	}
	for (; decimals < 3; decimals++)
		v *= 10;
	*value = v;
	return digits > 0 ? i : 0;
}

const char *thousandths_write(int64_t value, char out[THOUSANDTHS_BYTES])
{
	size_t n = (size_t)snprintf(out, THOUSANDTHS_BYTES, "%" PRId64 ".%03d", value / 1000, (int)(value % 1000));
	while (out[n - 1] == '0')
		out[--n] = '\0';
	if (out[n - 1] == '.')
		out[n - 1] = '\0';
	return out;
}
