/* UTF-8: checking it, taking it apart, measuring it. All text in Fieldgate is UTF-8. */
#ifndef UTF8_H
#define UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_BAD 0xFFFDu              /* what utf8_next() makes of a bad byte */
#define UTF8_BAD_BYTES "\xEF\xBF\xBD" /* and how that is written */

/* True if s[n] is well-formed UTF-8 without NUL. */
bool utf8_valid(const char *s, size_t n);

/* True if s begins with a character of three bytes, as most of Chinese has. Reads no further than the first byte that
 * says otherwise. */
static inline bool utf8_is_three(const char *s)
{
	const unsigned char *u = (const unsigned char *)s;

	return u[0] >= 0xE1 && u[0] <= 0xEC && (u[1] & 0xC0) == 0x80 && (u[2] & 0xC0) == 0x80;
}

/* What utf8_next() does with rare characters and bad bytes. */
size_t utf8_next_rare(const char *s, size_t n, uint32_t *cp);
/* Decodes the character at s[n], n > 0, into *cp and returns its bytes, at least 1. A bad byte gives UTF8_BAD and 1. */
static inline size_t utf8_next(const char *s, size_t n, uint32_t *cp)
{
	const unsigned char *u = (const unsigned char *)s;

	if (u[0] < 0x80) {
		*cp = u[0];
		return 1;
	}
	if (n >= 3 && utf8_is_three(s)) {
		*cp = (u[0] & 0xFu) << 12 | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu);
		return 3;
	}
	return utf8_next_rare(s, n, cp);
}

static inline bool utf8_is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp <= 0x9F);
}

/* How many of the n bytes at s can be kept without ending inside a character. */
size_t utf8_whole(const char *s, size_t n);
/* Characters (code points) in s. */
size_t utf8_count(const char *s);
/* Columns a terminal needs for the first n bytes of s: two for a wide character. */
size_t utf8_columns(const char *s, size_t n);

/* UTF-16 units that s[n] takes: two for a character beyond U+FFFF. */
size_t utf8_units(const char *s, size_t n);

#endif
