/* Text buffers, UTF-8 and folding.
 *
 * Every buffer knows its ceiling: what would pass it is cut at a whole character and `full` is set;
 * nothing here aborts for want of room. Out of memory sets `full` too. All text is UTF-8. */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct text {
	char *s;    /* NUL-terminated once anything was added; text_str() is never NULL */
	size_t len; /* bytes, without the NUL */
	size_t cap;
	size_t max; /* bytes it may ever hold */
	bool full;  /* something did not fit */
};

/* An empty buffer that may grow to `max` bytes. Free with text_free(). */
struct text text_new(size_t max);
void text_free(struct text *t);
void text_clear(struct text *t);
const char *text_str(const struct text *t);
void text_add(struct text *t, const char *s);
/* What text_addn() does where there may be no room. */
void text_add_slowly(struct text *t, const char *s, size_t n);
static inline void text_addn(struct text *t, const char *s, size_t n)
{
	/* `cap` never passes the ceiling. */
	if (t->full || n == 0 || n >= t->cap - t->len) {
		text_add_slowly(t, s, n);
		return;
	}
	memcpy(t->s + t->len, s, n);
	t->len += n;
	t->s[t->len] = '\0';
}
/* For words of a short list, which hardly ever begin alike. */
static inline bool text_same(const char *a, const char *b)
{
	return *a == *b && strcmp(a, b) == 0;
}
void text_addf(struct text *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The number as printf's %d writes it, without printf's price. Returns where in `buffer` it begins. */
#define DIGITS_BYTES 24
const char *text_digits(int64_t v, char buffer[DIGITS_BYTES]);
/* Reads what text_digits() writes, without strtoll's price. Returns what follows it, or NULL if there is no number. */
const char *text_number(const char *s, int64_t *v);

/* Copies `from` into to[size], cut at a whole character. Returns false if it was cut. */
bool text_copy(char *to, size_t size, const char *from);

/* True if s[n] is well-formed UTF-8 without NUL. */
bool utf8_valid(const char *s, size_t n);
/* Decodes one character at s[n], n > 0, into *cp; returns its bytes, at least 1. Bad bytes give U+FFFD, 1. */
size_t utf8_next(const char *s, size_t n, uint32_t *cp);
/* Characters (code points) in s. */
size_t utf8_count(const char *s);
/* Columns a terminal needs for the first n bytes of s: two for a wide character. */
size_t utf8_columns(const char *s, size_t n);
/* Copies `from` to `to`, at most `units` UTF-16 units, cut with `…`; controls and line breaks become a
 * space, so that a value stays one line. */
void text_cut(struct text *to, const char *from, size_t units);
/* The same for a value of several lines: line feeds stay. */
void text_cut_lines(struct text *to, const char *from, size_t units);

/* A folded text, for reading and comparing: compatibility-decomposed and case-folded (full-width and
 * half-width, upper and lower case, traditional and simplified characters are one), Chinese punctuation as its ASCII twin, blanks and controls
 * as one space, trimmed; zero-width characters dropped. `from[i]` is the byte of the original that
 * gave folded byte i; from[len] is the original's length, so original spans can be cut out. */
struct fold {
	char *s;
	size_t len;
	uint32_t *from;
};
/* Folds text[n]. Returns false only when out of memory. Free with fold_free(). */
bool fold_make(struct fold *f, const char *text, size_t n);
void fold_free(struct fold *f);
/* Folds into to[size]; returns false if it did not fit. For short things: words, names, serials. */
bool fold_small(char *to, size_t size, const char *text);

#endif
