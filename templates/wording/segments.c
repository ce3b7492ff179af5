#include "templates/wording/segments.h"

#include <string.h>

#include "templates/text/text.h"
#include "templates/text/utf8.h"

#define GSM7_ALONE 160
#define GSM7_JOINED 153
#define UCS2_ALONE 70
#define UCS2_JOINED 67

/* How many septets a character takes; 0 if GSM-7 does not have it. */
static size_t septets(uint32_t cp)
{
	static const uint32_t beyond_ascii[] = {
		0xA1,  0xA3,  0xA4,  0xA5,  0xA7,  0xBF,                   /* ¡ £ ¤ ¥ § ¿ */
		0xC4,  0xC5,  0xC6,  0xC7,  0xC9,  0xD1, 0xD6, 0xD8, 0xDC, /* Ä Å Æ Ç É Ñ Ö Ø Ü */
		0xDF,  0xE0,  0xE4,  0xE5,  0xE6,  0xE8, 0xE9, 0xEC,       /* ß à ä å æ è é ì */
		0xF1,  0xF2,  0xF6,  0xF8,  0xF9,  0xFC,                   /* ñ ò ö ø ù ü */
		0x393, 0x394, 0x398, 0x39B, 0x39E,                         /* Γ Δ Θ Λ Ξ */
		0x3A0, 0x3A3, 0x3A6, 0x3A8, 0x3A9,                         /* Π Σ Φ Ψ Ω */
	};

	if (cp == 0x20AC)
		return 2; /* € */
	if (cp >= 0x80) {
		for (size_t i = 0; i < sizeof(beyond_ascii) / sizeof(beyond_ascii[0]); i++)
			if (beyond_ascii[i] == cp)
				return 1;
		return 0;
	}
	if (cp != 0 && strchr("\f^{}\\[~]|", (int)cp))
		return 2;
	return cp == '\n' || cp == '\r' || (cp >= ' ' && cp < 0x7F && cp != '`');
}

/* A text laid out in joined segments, character by character. */
struct layout {
	size_t units;   /* in all */
	size_t in_last; /* in the segment begun last */
	int segments;
};

static void add_character(struct layout *l, size_t units, size_t joined)
{
	if (l->segments == 0 || l->in_last + units > joined) {
		l->segments++;
		l->in_last = 0;
	}
	l->in_last += units;
	l->units += units;
}

static struct segments counted(enum encoding e, const struct layout *l, size_t alone)
{
	int count = l->units == 0 ? 0 : l->units <= alone ? 1 : l->segments;

	return (struct segments){.encoding = e, .units = l->units, .count = count};
}

struct segments segments_of(const char *utf8)
{
	struct layout gsm7 = {0}, ucs2 = {0};
	bool is_gsm7 = true;
	size_t n = strlen(utf8);

	for (size_t i = 0; i < n;) {
		uint32_t cp;
		size_t s;

		i += utf8_next(utf8 + i, n - i, &cp);
		s = is_gsm7 ? septets(cp) : 0;
		is_gsm7 = s > 0;
		if (is_gsm7)
			add_character(&gsm7, s, GSM7_JOINED);
		add_character(&ucs2, cp > 0xFFFF ? 2 : 1, UCS2_JOINED);
	}
	return is_gsm7 ? counted(GSM7, &gsm7, GSM7_ALONE) : counted(UCS2, &ucs2, UCS2_ALONE);
}

int segments_worst(size_t units)
{
	if (units <= UCS2_ALONE)
		return units > 0;
	/* At worst each seam moves a pair to the next segment and leaves its own a unit short; the last segment then
	 * has at least two units. */
	return (int)((units - 2) / (UCS2_JOINED - 1)) + 1;
}

const char *encoding_name(enum encoding e)
{
	return e == GSM7 ? "gsm7" : "ucs2";
}
