#include "templates/text/text.h"

#include "templates/text/simplified.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define BAD 0xFFFDu
#define ELLIPSIS "…"
#define FIRST_ROOM 256
#define DECOMPOSED_MAX 32 /* the longest there is, U+FDFA, comes apart into 18 */

/* The most of s[n] that does not end inside a character. */
static size_t whole(const char *s, size_t n)
{
	for (size_t back = 1; back <= 3 && back <= n; back++) {
		unsigned char c = (unsigned char)s[n - back];
		if ((c & 0xC0) == 0x80)
			continue;
		size_t needs = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
		return needs > back ? n - back : n;
	}
	return n;
}

struct text text_new(size_t max)
{
	/* So that the doubling below can never wrap round. */
	return (struct text){.max = max < SIZE_MAX / 4 ? max : SIZE_MAX / 4};
}

void text_free(struct text *t)
{
	free(t->s);
	*t = text_new(t->max);
}

void text_clear(struct text *t)
{
	t->len = 0;
	t->full = false;
	if (t->s)
		t->s[0] = '\0';
}

const char *text_str(const struct text *t)
{
	return t->s ? t->s : "";
}

/* Makes room for `len` bytes in all, which is not above the ceiling, and a NUL. */
static bool text_room(struct text *t, size_t len)
{
	if (t->s && len < t->cap)
		return true;
	size_t cap = t->cap ? t->cap : FIRST_ROOM;
	while (cap <= len)
		cap *= 2;
	if (cap > t->max + 1)
		cap = t->max + 1;
	char *s = realloc(t->s, cap);
	if (!s)
		return false;
	t->s = s;
	t->cap = cap;
	return true;
}

void text_add_slowly(struct text *t, const char *s, size_t n)
{
	/* Once something was cut nothing may follow it, or the text would have a hole. */
	if (t->full || n == 0)
		return;
	if (n > t->max - t->len) {
		n = whole(s, t->max - t->len);
		t->full = true;
	}
	if (!text_room(t, t->len + n)) {
		t->full = true;
		return;
	}
	memcpy(t->s + t->len, s, n);
	t->len += n;
	t->s[t->len] = '\0';
}

void text_add(struct text *t, const char *s)
{
	text_addn(t, s, strlen(s));
}

/* The second try of text_addf(), when it is known that `needs` bytes are to come. */
__attribute__((format(printf, 3, 0))) static void add_formatted(struct text *t, size_t needs, const char *fmt,
								va_list args)
{
	size_t n = needs < t->max - t->len ? needs : t->max - t->len;
	t->full = n < needs;
	if (!text_room(t, t->len + n)) {
		t->full = true;
		if (t->s)
			t->s[t->len] = '\0';
		return;
	}
	vsnprintf(t->s + t->len, n + 1, fmt, args);
	t->len += n < needs ? whole(t->s + t->len, n) : n;
	t->s[t->len] = '\0';
}

void text_addf(struct text *t, const char *fmt, ...)
{
	if (t->full)
		return;
	va_list args, again;
	va_start(args, fmt);
	va_copy(again, args);
	size_t room = t->cap - t->len;
	int needs = vsnprintf(t->s ? t->s + t->len : NULL, room, fmt, args);
	if (needs < 0)
		t->full = true;
	else if ((size_t)needs < room)
		t->len += (size_t)needs;
	else
		add_formatted(t, (size_t)needs, fmt, again);
	va_end(again);
	va_end(args);
}

const char *text_digits(int64_t v, char buffer[DIGITS_BYTES])
{
	uint64_t left = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
	char *at = &buffer[DIGITS_BYTES - 1];
	*at = '\0';
	do {
		*--at = (char)('0' + left % 10);
		left /= 10;
	} while (left);
	if (v < 0)
		*--at = '-';
	return at;
}

const char *text_number(const char *s, int64_t *v)
{
	bool minus = *s == '-';
	const char *first = s += minus;
	uint64_t n = 0;
	for (unsigned digit; (digit = (unsigned)*s - '0') <= 9; s++)
		n = n * 10 + digit;
	*v = (int64_t)(minus ? 0 - n : n);
	return s > first ? s : NULL;
}

bool text_copy(char *to, size_t size, const char *from)
{
	if (size == 0)
		return false;
	size_t n = strlen(from);
	bool fits = n < size;
	if (!fits)
		n = whole(from, size - 1);
	memcpy(to, from, n);
	to[n] = '\0';
	return fits;
}

static size_t bad(uint32_t *cp)
{
	*cp = BAD;
	return 1;
}

/* True if s begins with three bytes of one character, as most of Chinese has. */
static bool three(const unsigned char *s)
{
	return s[0] >= 0xE1 && s[0] <= 0xEC && (s[1] & 0xC0) == 0x80 && (s[2] & 0xC0) == 0x80;
}

size_t utf8_next(const char *s, size_t n, uint32_t *cp)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	unsigned char c = (unsigned char)s[0];
	if (c < 0x80) {
		*cp = c;
		return 1;
	}
	if (n >= 3 && three((const unsigned char *)s)) {
		*cp = (c & 0xFu) << 12 | ((unsigned char)s[1] & 0x3Fu) << 6 | ((unsigned char)s[2] & 0x3Fu);
		return 3;
	}
	size_t bytes = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
	if (c < 0xC2 || c > 0xF4 || bytes > n)
		return bad(cp);
	uint32_t v = c & (0xFFu >> (bytes + 1));
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
		if (n - i >= 8 && eight_ascii(s + i)) {
			i += 8;
			continue;
		}
		if (n - i >= 3 && three((const unsigned char *)s + i)) {
			i += 3;
			continue;
		}
		size_t bytes = utf8_next(s + i, n - i, &cp);
		if (cp == 0 || (cp == BAD && bytes == 1))
			return false;
		i += bytes;
	}
	return true;
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
		i += utf8_next(s + i, n - i, &cp);
		int width = cp >= 0x20 && cp < 0x7F ? 1 : utf8proc_charwidth((utf8proc_int32_t)cp);
		columns += width > 0 ? (size_t)width : 0;
	}
	return columns;
}

static bool is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp <= 0x9F);
}

/* What must not leave the place a value was put in: controls, line and paragraph separators, and the marks
 * that turn the direction of all that follows them. */
static bool breaks_out(uint32_t cp)
{
	return is_control(cp) || (cp >= 0x2028 && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

/* What stands for the character at s[bytes], read as cp, in a value: its bytes are put in *as. */
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
	if (cp == BAD) {
		*as = "\xEF\xBF\xBD";
		return 3;
	}
	*as = s;
	return bytes;
}

/* Bytes of the character at s[n] if it is one of the common ones, which stand in a value as they are; else 0. */
static size_t common(const char *s, size_t n)
{
	unsigned char c = (unsigned char)s[0];
	if (c >= ' ' && c < 0x7F)
		return 1;
	return n >= 3 && c != 0xE2 && three((const unsigned char *)s) ? 3 : 0;
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
		if (cp != '\r' || s[i + 1] != '\n')
			as_bytes = value_bytes(s + i, bytes, cp, lines, &as);
		text_addn(to, s + run, i - run);
		text_addn(to, as, as_bytes);
		i += bytes;
		run = i;
	}
	text_addn(to, s + run, n - run);
}

/* The bytes of s[n] that are left of it, with room for the ellipsis where that is not all. */
static size_t fitting(const char *s, size_t n, size_t units)
{
	size_t used = 0, last = 0;
	for (size_t i = 0; i < n;) {
		uint32_t cp;
		size_t bytes = utf8_next(s + i, n - i, &cp);
		i += bytes;
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

/* Where folding puts its result: either a struct fold that grows, or somebody's small buffer. */
struct sink {
	char *s;
	uint32_t *from; /* NULL for a small buffer */
	size_t len, cap;
	bool grows;
	bool blank; /* blanks were met that are not yet written: they are only between two characters */
	size_t blank_at;
};

static bool sink_grow(struct sink *k, size_t more)
{
	if (!k->grows)
		return false;
	size_t cap = (k->cap + more) * 2;
	char *s = realloc(k->s, cap);
	if (!s)
		return false;
	k->s = s;
	uint32_t *from = realloc(k->from, cap * sizeof(*from));
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

/* Punctuation that people type for its ASCII twin, and that Unicode itself does not decompose into it. */
static const struct {
	uint32_t first, last;
	char as;
} twins[] = {
	{0x00B7, 0x00B7, ' '},  /* · */
	{0x20E3, 0x20E3, ' '},  /* the frame of 1️⃣ */
	{0x2236, 0x2236, ':'},  /* ∶ */
	{0x2010, 0x2015, '-'},  /* ‐ ‑ ‒ – — ― */
	{0x2018, 0x201B, '\''}, /* ‘ ’ ‚ ‛ */
	{0x201C, 0x201F, '"'},  /* “ ” „ ‟ */
	{0x2022, 0x2022, ' '},  /* • */
	{0x2027, 0x2029, ' '},  /* ‧ and the line and paragraph separators */
	{0x2212, 0x2212, '-'},  /* the minus sign */
	{0x3001, 0x3001, ','},  /* 、 */
	{0x3002, 0x3002, '.'},  /* 。 */
	{0x3008, 0x3008, '<'},  /* 〈 */
	{0x3009, 0x3009, '>'},  /* 〉 */
	{0x300A, 0x300A, '<'},  /* 《 */
	{0x300B, 0x300B, '>'},  /* 》 */
	{0x300C, 0x300F, '"'},  /* 「 」 『 』 */
	{0x3010, 0x3010, '['},  /* 【 */
	{0x3011, 0x3011, ']'},  /* 】 */
	{0x3014, 0x3014, '['},  /* 〔 */
	{0x3015, 0x3015, ']'},  /* 〕 */
	{0x301C, 0x301C, '~'},  /* 〜 */
	{0x301D, 0x301F, '"'},  /* 〝 〞 〟 */
	{0x30FB, 0x30FB, ' '},  /* ・ */
};

static uint32_t twin(uint32_t cp)
{
	if (is_control(cp))
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

/* Any character but the common ones that fold_run() takes itself. */
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
		if (part == ' ') {
			sink_blank(k, at);
			continue;
		}
		utf8proc_ssize_t len = utf8proc_encode_char((utf8proc_int32_t)part, bytes);
		if (!sink_put(k, (const char *)bytes, (size_t)len, at))
			return false;
	}
	return true;
}

static bool fold_ascii(struct sink *k, uint32_t cp, size_t at)
{
	if (cp <= ' ' || cp == 0x7F) {
		sink_blank(k, at);
		return true;
	}
	char c = (char)(cp >= 'A' && cp <= 'Z' ? cp + ('a' - 'A') : cp);
	return sink_put(k, &c, 1, at);
}

/* Each of these characters has three bytes, and so has its simplified form. */
static bool fold_han(struct sink *k, uint32_t cp, const char *typed, size_t at)
{
	uint32_t to = simplified[cp - SIMPLIFIED_FIRST];
	if (to == 0)
		return sink_put(k, typed, 3, at);
	const char bytes[3] = {(char)(0xE0 | to >> 12), (char)(0x80 | (to >> 6 & 63)), (char)(0x80 | (to & 63))};
	return sink_put(k, bytes, 3, at);
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
	*f = (struct fold){0};
	if (n >= UINT32_MAX)
		return false;
	struct sink k = {.cap = n + 1, .grows = true};
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
	if (size == 0)
		return false;
	struct sink k = {.s = to, .cap = size};
	bool fits = fold_run(&k, text, strlen(text));
	to[k.len] = '\0';
	return fits;
}
