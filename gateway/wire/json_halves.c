#include "gateway/wire/json_halves.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "templates/text/halves.h"
#include "templates/text/hex.h"

#define ESCAPE 6 /* bytes of \uXXXX */

/* The unit of an escape at `s`; false: there is none. */
static bool unit_at(const char *s, size_t n, uint32_t *unit)
{
	*unit = 0;
	if (n < ESCAPE || s[0] != '\\' || s[1] != 'u')
		return false;
	for (size_t i = 2; i < ESCAPE; i++) {
		int digit = hex_digit(s[i]);

		if (digit < 0)
			return false;
		*unit = *unit << 4 | (uint32_t)digit;
	}
	return true;
}

/* Bytes from `s` on that are whole: an escape, two that are one character, or a byte. *half: it is one that stands
 * alone. */
static size_t step(const char *s, size_t n, uint32_t *half)
{
	uint32_t first, second;

	*half = 0;
	if (!unit_at(s, n, &first))
		return *s == '\\' && n > 1 ? 2 : 1;
	if (half_is_first(first) && unit_at(s + ESCAPE, n - ESCAPE, &second) && half_is_second(second))
		return (size_t)2 * ESCAPE;
	*half = half_is_first(first) || half_is_second(first) ? first : 0;
	return ESCAPE;
}

static size_t count(const char *payload, size_t n)
{
	size_t halves = 0;
	uint32_t half;

	for (size_t i = 0; i < n; i += step(payload + i, n - i, &half), halves += half != 0)
		;
	return halves;
}

/* As the two units that UTF-16 has for it. */
static void put_stand_in(char *to, uint32_t half)
{
	char both[24];
	uint32_t cp = half_stand_in(half) - 0x10000;

	snprintf(both, sizeof(both), "\\u%04x\\u%04x", (unsigned)(0xD800 + (cp >> 10)),
		 (unsigned)(0xDC00 + (cp & 0x3FF)));
	memcpy(to, both, (size_t)2 * ESCAPE);
}

bool json_halves(const char *payload, size_t n, char **out, size_t *out_n)
{
	size_t halves, bytes;
	uint32_t half;
	char *to;

	*out = NULL;
	*out_n = 0;
	if (!memchr(payload, '\\', n))
		return true;
	halves = count(payload, n);
	if (!halves)
		return true;
	to = *out = malloc(n + halves * ESCAPE);
	if (!to)
		return false;
	for (size_t i = 0; i < n; i += bytes) {
		bytes = step(payload + i, n - i, &half);
		memcpy(to, payload + i, bytes);
		if (half)
			put_stand_in(to, half);
		to += half ? (size_t)2 * ESCAPE : bytes;
	}
	*out_n = (size_t)(to - *out);
	return true;
}
