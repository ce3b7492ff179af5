#include "templates/text/utf8.h"

#include <string.h>
#include <utf8proc.h>

static size_t bad(uint32_t *cp)
{
	*cp = UTF8_BAD;
	return 1;
}

size_t utf8_next_rare(const char *s, size_t n, uint32_t *cp)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	unsigned char c = (unsigned char)s[0];
	size_t bytes = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
	uint32_t v = c & (0xFFu >> (bytes + 1));

	if (c < 0xC2 || c > 0xF4 || bytes > n)
		return bad(cp);
	for (size_t i = 1; i < bytes; i++) {
		unsigned char more = (unsigned char)s[i];

		if ((more & 0xC0) != 0x80)
			return bad(cp);
		v = v << 6 | (more & 0x3Fu);
	}
	if (v < least[bytes] || v > 0x10FFFF || (v >= 0xD800 && v <= 0xDFFF))
		return bad(cp);
	*cp = v;
	return bytes;
}

/* True if the eight bytes at s are ASCII without NUL. */
static bool eight_ascii(const char *s)
{
	const uint64_t ones = 0x0101010101010101, high = ones << 7;
	uint64_t bytes;

	memcpy(&bytes, s, sizeof(bytes));
	return ((bytes | (bytes - ones)) & high) == 0;
}

bool utf8_valid(const char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		uint32_t cp;
		size_t bytes;

		if (n - i >= 8 && eight_ascii(s + i)) {
			i += 8;
			continue;
		}
		bytes = utf8_next(s + i, n - i, &cp);
		if (cp == 0 || (cp == UTF8_BAD && bytes == 1))
			return false;
		i += bytes;
	}
	return true;
}

size_t utf8_whole(const char *s, size_t n)
{
	for (size_t back = 1; back <= 3 && back <= n; back++) {
		unsigned char c = (unsigned char)s[n - back];
		size_t needs = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;

		if ((c & 0xC0) != 0x80)
			return needs > back ? n - back : n;
	}
	return n;
}

size_t utf8_count(const char *s)
{
	size_t n = strlen(s), count = 0;
	uint32_t cp;

	for (size_t i = 0; i < n; i += utf8_next(s + i, n - i, &cp))
		count++;
	return count;
}

size_t utf8_columns(const char *s, size_t n)
{
	size_t columns = 0;

	for (size_t i = 0; i < n;) {
		uint32_t cp;
		int width;

		i += utf8_next(s + i, n - i, &cp);
		width = cp >= 0x20 && cp < 0x7F ? 1 : utf8proc_charwidth((utf8proc_int32_t)cp);
		columns += width > 0 ? (size_t)width : 0;
	}
	return columns;
}

size_t utf8_units(const char *s, size_t n)
{
	size_t units = 0;
	uint32_t cp;

	for (size_t i = 0; i < n;) {
		i += utf8_next(s + i, n - i, &cp);
		units += cp > 0xFFFF ? 2 : 1;
	}
	return units;
}
