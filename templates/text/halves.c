#include "templates/text/halves.h"

#include <string.h>

#include "templates/text/utf8.h"

#define STAND_IN 0x100000u
#define LEAD_BYTE 0xF4 /* all stand-ins begin with it */

bool half_is_first(uint32_t unit)
{
	return unit >= 0xD800 && unit <= 0xDBFF;
}

bool half_is_second(uint32_t unit)
{
	return unit >= 0xDC00 && unit <= 0xDFFF;
}

uint32_t half_stand_in(uint32_t unit)
{
	return STAND_IN + unit;
}

/* Of a character beyond U+FFFF; returns what comes behind it. */
static char *put_four(char *to, uint32_t cp)
{
	to[0] = (char)(0xF0 | cp >> 18);
	to[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	to[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	to[3] = (char)(0x80 | (cp & 0x3F));
	return to + 4;
}

void half_write(uint32_t unit, char out[4])
{
	put_four(out, half_stand_in(unit));
}

static char *put_bad(char *to)
{
	for (const char *from = UTF8_BAD_BYTES; *from; from++)
		*to++ = *from;
	return to;
}

/* The half that stands at `s`; 0: none does. */
static uint32_t half_at(const char *s, const char *end)
{
	uint32_t cp;

	if (s == end)
		return 0;
	utf8_next(s, (size_t)(end - s), &cp);
	cp -= STAND_IN;
	return half_is_first(cp) || half_is_second(cp) ? cp : 0;
}

void halves_join(char *s)
{
	char *from = strchr(s, LEAD_BYTE), *to = from, *end = s + strlen(s);
	uint32_t first, second;

	while (from && from < end) {
		first = (unsigned char)*from == LEAD_BYTE ? half_at(from, end) : 0;
		if (!first) {
			*to++ = *from++;
			continue;
		}
		from += 4;
		second = half_is_first(first) ? half_at(from, end) : 0;
		if (half_is_second(second)) {
			to = put_four(to, 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
			from += 4;
		} else {
			to = put_bad(to);
		}
	}
	if (to)
		*to = '\0';
}
