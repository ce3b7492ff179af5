#include "templates/text/fold.h"

#include "templates/text/simplified.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "templates/text/utf8.h"

#define DECOMPOSED_MAX 32 /* the longest, U+FDFA, has 18 parts */

/* Where folding puts its result: either a struct fold that grows, or a caller's small buffer. */
struct sink {
	char *s;
	uint32_t *from; /* NULL for a small buffer */
	size_t len, cap;
	bool grows;
	bool blank; /* a blank was met, and is written once something follows it */
	size_t blank_at;
};

static bool sink_grow(struct sink *k, size_t more)
{
	size_t cap = (k->cap + more) * 2;
	uint32_t *from;
	char *s;

	if (!k->grows)
		return false;
	s = realloc(k->s, cap);
	if (!s)
		return false;
	k->s = s;
	from = realloc(k->from, cap * sizeof(*from));
	if (!from)
		return false;
	k->from = from;
	k->cap = cap;
	return true;
}

static bool sink_store(struct sink *k, const char *s, size_t n, size_t at)
{
	if (k->len + n >= k->cap && !sink_grow(k, n))
		return false;
	for (size_t i = 0; i < n; i++) {
		k->s[k->len] = s[i];
		if (k->from)
			k->from[k->len] = (uint32_t)at;
		k->len++;
	}
	return true;
}

static void sink_blank(struct sink *k, size_t at)
{
	if (!k->blank)
		k->blank_at = at;
	k->blank = true;
}

/* Adds s[n], which came from byte `at` and holds no blank. */
static bool sink_put(struct sink *k, const char *s, size_t n, size_t at)
{
	bool blank = k->blank && k->len > 0;

	k->blank = false;
	if (blank && !sink_store(k, " ", 1, k->blank_at))
		return false;
	return sink_store(k, s, n, at);
}

/* Punctuation that means the same as an ASCII character, though Unicode does not decompose it into that. */
static const struct {
	uint32_t first, last;
	char as;
} twins[] = {
	{0x00AB, 0x00AB, '"'},  /* « */
	{0x00B7, 0x00B7, ' '},  /* · */
	{0x00BB, 0x00BB, '"'},  /* » */
	{0x20E3, 0x20E3, ' '},  /* the frame of 1️⃣ */
	{0x2236, 0x2236, ':'},  /* ∶ */
	{0x2010, 0x2015, '-'},  /* ‐ ‑ ‒ – — ― */
	{0x2018, 0x201B, '\''}, /* ‘ ’ ‚ ‛ */
	{0x201C, 0x201F, '"'},  /* “ ” „ ‟ */
	{0x2022, 0x2022, ' '},  /* • */
	{0x2027, 0x2029, ' '},  /* ‧ and the line and paragraph separators */
	{0x2212, 0x2212, '-'},  /* the minus sign */
	{0x3001, 0x3001, ','},  /* the ideographic comma */
	{0x3002, 0x3002, '.'},  /* the ideographic full stop */
	{0x3008, 0x3008, '<'},  /* the left angle bracket */
	{0x3009, 0x3009, '>'},  /* the right angle bracket */
	{0x300A, 0x300A, '<'},  /* the left double angle bracket */
	{0x300B, 0x300B, '>'},  /* the right double angle bracket */
	{0x300C, 0x300F, '"'},  /* corner brackets, single and double */
	{0x3010, 0x3010, '['},  /* the left lenticular bracket */
	{0x3011, 0x3011, ']'},  /* the right lenticular bracket */
	{0x3014, 0x3014, '['},  /* the left tortoise shell bracket */
	{0x3015, 0x3015, ']'},  /* the right tortoise shell bracket */
	{0x301C, 0x301C, '~'},  /* the wave dash */
	{0x301D, 0x301F, '"'},  /* double prime quotation marks */
	{0x30FB, 0x30FB, ' '},  /* the middle dot of katakana */
};

/* What is written for the character: its ASCII twin if it has one. */
static uint32_t twin(uint32_t cp)
{
	if (utf8_is_control(cp))
		return ' ';
	for (size_t i = 0; i < sizeof(twins) / sizeof(twins[0]); i++)
		if (cp >= twins[i].first && cp <= twins[i].last)
			return (uint32_t)twins[i].as;
	return cp;
}

static uint32_t simple(uint32_t cp)
{
	uint32_t to = cp >= SIMPLIFIED_FIRST && cp <= SIMPLIFIED_LAST ? simplified[cp - SIMPLIFIED_FIRST] : 0;

	return to ? to : cp;
}

/* Each of these characters has three bytes, and so has its simplified form. */
static bool fold_han(struct sink *k, uint32_t cp, const char *typed, size_t at)
{
	uint32_t to = simplified[cp - SIMPLIFIED_FIRST];
	const char bytes[3] = {(char)(0xE0 | to >> 12), (char)(0x80 | (to >> 6 & 63)), (char)(0x80 | (to & 63))};

	return sink_put(k, to ? bytes : typed, 3, at);
}

/* Any character but the common ones, which fold_run() handles itself. */
static bool fold_rare(struct sink *k, uint32_t cp, size_t at)
{
	utf8proc_int32_t parts[DECOMPOSED_MAX];
	int boundary = 0;
	utf8proc_ssize_t n = utf8proc_decompose_char(
		(utf8proc_int32_t)twin(cp), parts, DECOMPOSED_MAX,
		UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE, &boundary);

	if (n < 0 || n > DECOMPOSED_MAX) {
		parts[0] = (utf8proc_int32_t)cp;
		n = 1;
	}
	for (utf8proc_ssize_t i = 0; i < n; i++) {
		uint32_t part = simple(twin((uint32_t)parts[i]));
		utf8proc_uint8_t bytes[4];
		utf8proc_ssize_t len;

		if (part == ' ') {
			sink_blank(k, at);
			continue;
		}
		len = utf8proc_encode_char((utf8proc_int32_t)part, bytes);
		if (!sink_put(k, (const char *)bytes, (size_t)len, at))
			return false;
	}
	return true;
}

/* Cyrillic letters stay one character each, also those that are a letter and a mark: й is no и. But ё is written е by most,
 * in a text as in a name. */
static bool fold_cyrillic(struct sink *k, uint32_t cp, size_t at)
{
	uint32_t small = cp < 0x410 ? cp + 0x50 : cp < 0x430 ? cp + 0x20 : cp;
	char bytes[2];

	if (small == 0x450 || small == 0x451)
		small = 0x435;
	bytes[0] = (char)(0xC0 | small >> 6);
	bytes[1] = (char)(0x80 | (small & 63));
	return sink_put(k, bytes, 2, at);
}

/* What a phone has written as a letter and a mark behind it: of й the breve, of ё the points. */
static bool fold_mark(struct sink *k, uint32_t cp, size_t at)
{
	char *last = k->len >= 2 && !k->blank ? k->s + k->len - 2 : NULL;

	if (last && cp == 0x306 && memcmp(last, "\xD0\xB8", 2) == 0) {
		last[1] = (char)0xB9;
		return true;
	}
	if (last && cp == 0x308 && memcmp(last, "\xD0\xB5", 2) == 0)
		return true;
	return fold_rare(k, cp, at);
}

static bool fold_ascii(struct sink *k, uint32_t cp, size_t at)
{
	char c = (char)(cp >= 'A' && cp <= 'Z' ? cp + ('a' - 'A') : cp);

	if (cp <= ' ' || cp == 0x7F) {
		sink_blank(k, at);
		return true;
	}
	return sink_put(k, &c, 1, at);
}

/* Nearly every character of a text is ASCII, its full-width form, or a Chinese character. */
static bool fold_run(struct sink *k, const char *text, size_t n)
{
	for (size_t i = 0; i < n;) {
		uint32_t cp;
		size_t bytes = utf8_next(text + i, n - i, &cp);
		bool ok;

		if (cp < 0x80)
			ok = fold_ascii(k, cp, i);
		else if (cp >= SIMPLIFIED_FIRST && cp <= SIMPLIFIED_LAST)
			ok = fold_han(k, cp, text + i, i);
		else if (cp >= 0x400 && cp < 0x460)
			ok = fold_cyrillic(k, cp, i);
		else if (cp == 0x306 || cp == 0x308)
			ok = fold_mark(k, cp, i);
		else if (cp >= 0xFF01 && cp <= 0xFF5E)
			ok = fold_ascii(k, cp - 0xFEE0, i);
		else
			ok = fold_rare(k, cp, i);
		if (!ok)
			return false;
		i += bytes;
	}
	return true;
}

bool fold_make(struct fold *f, const char *text, size_t n)
{
	struct sink k = {.cap = n + 1, .grows = true};

	*f = (struct fold){0};
	if (n >= UINT32_MAX)
		return false;
	k.s = malloc(k.cap);
	k.from = malloc(k.cap * sizeof(*k.from));
	if (!k.s || !k.from || !fold_run(&k, text, n)) {
		free(k.s);
		free(k.from);
		return false;
	}
	k.s[k.len] = '\0';
	k.from[k.len] = (uint32_t)n;
	*f = (struct fold){.s = k.s, .len = k.len, .from = k.from};
	return true;
}

void fold_free(struct fold *f)
{
	free(f->s);
	free(f->from);
	*f = (struct fold){0};
}

bool fold_small(char *to, size_t size, const char *text)
{
	struct sink k = {.s = to, .cap = size};
	bool fits;

	if (size == 0)
		return false;
	fits = fold_run(&k, text, strlen(text));
	to[k.len] = '\0';
	return fits;
}
