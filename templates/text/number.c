#include "templates/text/number.h"

#include <stdbool.h>
#include <stddef.h>

const char *number_write(int64_t v, char buffer[DECIMAL_BYTES])
{
	uint64_t left = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
	char *at = &buffer[DECIMAL_BYTES - 1];

	*at = '\0';
	do {
		*--at = (char)('0' + left % 10);
		left /= 10;
	} while (left);
	if (v < 0)
		*--at = '-';
	return at;
}

const char *number_read(const char *s, int64_t *v)
{
	bool minus = *s == '-';
	const char *first = s += minus;
	uint64_t n = 0;

	for (unsigned digit; (digit = (unsigned)*s - '0') <= 9; s++)
		n = n * 10 + digit;
	*v = (int64_t)(minus ? 0 - n : n);
	return s > first ? s : NULL;
}
