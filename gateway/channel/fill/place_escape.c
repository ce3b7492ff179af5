#include "gateway/channel/fill/place_escape.h"

#include "templates/text/utf8.h"

/* What RFC 3986 calls unreserved. */
static bool stays_in_url(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.' ||
	       c == '_' || c == '~';
}

static void add_for_url(bool form, const char *s, size_t n, struct text *out)
{
	static const char digits[] = "0123456789ABCDEF";
	char some[256]; /* added at once: byte by byte costs three times as much */
	size_t made = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (stays_in_url(c) || (form && c == ' ')) {
			some[made++] = c == ' ' ? '+' : s[i];
		} else {
			some[made++] = '%';
			some[made++] = digits[c >> 4];
			some[made++] = digits[c & 15];
		}
		if (made + 3 > sizeof(some)) {
			text_addn(out, some, made);
			made = 0;
		}
	}
	text_addn(out, some, made);
}

static void add_for_json(const char *s, size_t n, struct text *out)
{
	size_t taken;

	for (size_t i = 0; i < n; i += taken) {
		uint32_t cp;

		taken = utf8_next(s + i, n - i, &cp);
		if (cp == '"' || cp == '\\')
			text_addf(out, "\\%c", (char)cp);
		else if (cp < 0x20 || cp == 0x7f)
			text_addf(out, "\\u%04x", cp);
		else
			text_add_char(out, s + i, taken, cp);
	}
}

static void add_for_header(const char *s, size_t n, struct text *out)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] >= 0x20 && s[i] != 0x7f)
			text_addn(out, s + i, 1);
}

void place_escape_add(enum place_escape how, const char *s, size_t n, struct text *out)
{
	switch (how) {
	case PLACE_PLAIN:
		text_addn(out, s, n);
		break;
	case PLACE_URL:
	case PLACE_FORM:
		add_for_url(how == PLACE_FORM, s, n, out);
		break;
	case PLACE_JSON:
		add_for_json(s, n, out);
		break;
	case PLACE_HEADER:
		add_for_header(s, n, out);
		break;
	}
}
