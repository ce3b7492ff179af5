#include "templates/text/text_cut.h"

#include "templates/text/utf8.h"

#define ELLIPSIS "…"

/* What could affect text outside of the value: controls, line and paragraph separators, and the marks that turn the
 * direction of all that follows them. */
static bool breaks_out(uint32_t cp)
{
	return utf8_is_control(cp) || (cp >= 0x2028 && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

/* The bytes to write for the character at s[bytes], which was read as cp: puts them in *as and returns how many. */
static size_t value_bytes(const char *s, size_t bytes, uint32_t cp, bool lines, const char **as)
{
	if (lines && cp == '\n') {
		*as = "\n";
		return 1;
	}
	if (breaks_out(cp)) {
		*as = " ";
		return 1;
	}
	if (cp == UTF8_BAD) {
		*as = UTF8_BAD_BYTES;
		return 3;
	}
	*as = s;
	return bytes;
}

/* Bytes of the character at s[n] if it is one of the common ones, which are written as they are; else 0. */
static size_t common(const char *s, size_t n)
{
	unsigned char c = (unsigned char)s[0];

	if (c >= ' ' && c < 0x7F)
		return 1;
	return n >= 3 && c != 0xE2 && utf8_is_three(s) ? 3 : 0;
}

static void add_value(struct text *to, const char *s, size_t n, bool lines)
{
	size_t run = 0; /* up to here all is added */

	for (size_t i = 0; i < n;) {
		size_t bytes = common(s + i, n - i), as_bytes = 0;
		const char *as = "";
		uint32_t cp;

		if (bytes > 0) {
			i += bytes;
			continue;
		}
		bytes = utf8_next(s + i, n - i, &cp);
		/* Of CR LF only the LF counts. */
		if (cp != '\r' || s[i + 1] != '\n')
			as_bytes = value_bytes(s + i, bytes, cp, lines, &as);
		text_addn(to, s + run, i - run);
		text_addn(to, as, as_bytes);
		i += bytes;
		run = i;
	}
	text_addn(to, s + run, n - run);
}

/* How many bytes of s[n] fit into `units`, with room for the ellipsis if that is not all of them. */
static size_t fitting(const char *s, size_t n, size_t units)
{
	size_t used = 0, last = 0;

	for (size_t i = 0; i < n;) {
		uint32_t cp;

		i += utf8_next(s + i, n - i, &cp);
		if (cp == '\r' && s[i] == '\n')
			continue;
		used += cp > 0xFFFF ? 2 : 1;
		if (used > units)
			return last;
		if (used < units)
			last = i;
	}
	return n;
}

static void cut(struct text *to, const char *from, size_t units, bool lines)
{
	size_t n = strlen(from);
	size_t kept = n <= units ? n : fitting(from, n, units);

	add_value(to, from, kept, lines);
	if (kept < n && units > 0)
		text_add(to, ELLIPSIS);
}

void text_cut(struct text *to, const char *from, size_t units)
{
	cut(to, from, units, false);
}

void text_cut_lines(struct text *to, const char *from, size_t units)
{
	cut(to, from, units, true);
}
