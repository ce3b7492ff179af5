#include "templates/text/number.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static const char pairs[] =
	"00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748"
	"4950515253545556575859606162636465666768697071727374757677787980818283848586878889909192939495"
	"96979899";

const char *number_write(int64_t v, char buffer[DECIMAL_BYTES])
{
	uint64_t left = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
	char *at = &buffer[DECIMAL_BYTES - 1];

	*at = '\0';
	for (; left >= 10; left /= 100) { /* two at once: each division waits for the one before */
		at -= 2;
		memcpy(at, &pairs[left % 100 * 2], 2);
	}
	if (left || !*at)
		*--at = (char)('0' + left);
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
