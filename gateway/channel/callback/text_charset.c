#include "gateway/channel/callback/text_charset.h"

#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <string.h>

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
		if (cp == UTF8_BAD && taken == 1)
			text_add(out, UTF8_BAD_BYTES);
		else if (cp != 0)
			text_addn(out, s + i, taken);
	}
}

/* What iconv does not understand costs one unit; what it lacks at the end costs all that is left. */
static void convert(iconv_t cd, size_t unit, char *from, size_t left, struct text *out)
{
	char piece[PIECE];

	while (left > 0) {
		char *to = piece;
		size_t room = sizeof(piece), skip;
		bool bad = iconv(cd, &from, &left, &to, &room) == (size_t)-1 && errno != E2BIG;

		skip = bad && errno == EILSEQ && left > unit ? unit : left;
		add_utf8(piece, (size_t)(to - piece), out);
		if (!bad)
			continue;
		text_add(out, UTF8_BAD_BYTES);
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
	convert(cd, strncmp(charset, "UTF-16", 6) == 0 ? 2 : 1, (char *)bytes, n, out);
	iconv_close(cd);
}
