#include "gateway/channel/callback/text_charset.h"

#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>

#include "templates/text/halves.h"
#include "templates/text/utf8.h"

#define PIECE 1024

const char *const text_charsets[] = {"UTF-8",        "UTF-16BE", "UTF-16LE", "ISO-8859-1",
				     "WINDOWS-1252", "GBK",      "GB18030",  NULL};

/* ---- names ---- */

static const char *skip_marks(const char *s)
{
	return s + strspn(s, "-_");
}

static bool same_name(const char *a, const char *b)
{
	for (a = skip_marks(a), b = skip_marks(b); *a && *b; a = skip_marks(a + 1), b = skip_marks(b + 1))
		if (toupper((unsigned char)*a) != toupper((unsigned char)*b))
			return false;
	return *a == *b;
}

const char *text_charset_find(const char *name)
{
	for (size_t i = 0; text_charsets[i]; i++)
		if (same_name(text_charsets[i], name))
			return text_charsets[i];
	return NULL;
}

static iconv_t open_charset(const char *charset)
{
	return iconv_open("UTF-8", strcmp(charset, "WINDOWS-1252") == 0 ? "CP1252" : charset);
}

bool text_charset_works(const char *charset)
{
	iconv_t cd = open_charset(charset);

	if (cd == (iconv_t)-1) // NOLINT(performance-no-int-to-ptr)
		return false;
	iconv_close(cd);
	return true;
}

/* ---- reading ---- */

static void add_utf8(const char *s, size_t n, struct text *out)
{
	size_t taken;

	for (size_t i = 0; i < n; i += taken) {
		uint32_t cp;

		taken = utf8_next(s + i, n - i, &cp);
		if (cp != 0)
			text_add_char(out, s + i, taken, cp);
	}
}

/* A unit that iconv does not understand: the half of a character, or nothing that is known. */
static void add_bad(const unsigned char *from, size_t n, bool little, struct text *out)
{
	uint32_t unit = n == 2 ? (uint32_t)from[little] << 8 | from[!little] : 0;
	char half[4];

	if (half_is_first(unit) || half_is_second(unit)) {
		half_write(unit, half);
		text_addn(out, half, sizeof(half));
	} else {
		text_add(out, UTF8_BAD_BYTES);
	}
}

/* What iconv does not understand costs one unit, of `unit` bytes. */
static void convert(iconv_t cd, size_t unit, bool little, char *from, size_t left, struct text *out)
{
	char piece[PIECE];

	while (left > 0) {
		char *to = piece;
		size_t room = sizeof(piece), skip;
		bool bad = iconv(cd, &from, &left, &to, &room) == (size_t)-1 && errno != E2BIG;

		add_utf8(piece, (size_t)(to - piece), out);
		if (!bad)
			continue;
		skip = left > unit ? unit : left;
		add_bad((unsigned char *)from, skip, little, out);
		from += skip;
		left -= skip;
		iconv(cd, NULL, NULL, NULL, NULL);
	}
}

void text_charset_add(const char *charset, const char *bytes, size_t n, struct text *out)
{
	bool utf8 = strcmp(charset, "UTF-8") == 0;
	iconv_t cd = utf8 ? (iconv_t)-1 : open_charset(charset); // NOLINT(performance-no-int-to-ptr)

	if (cd == (iconv_t)-1) { // NOLINT(performance-no-int-to-ptr)
		add_utf8(bytes, n, out);
		return;
	}
	convert(cd, strncmp(charset, "UTF-16", 6) == 0 ? 2 : 1, strcmp(charset, "UTF-16LE") == 0, (char *)bytes, n,
		out);
	iconv_close(cd);
}
