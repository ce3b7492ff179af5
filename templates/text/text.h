/* Texts in memory: a buffer that grows up to a ceiling, and copies into arrays of a fixed size.
 *
 * What would pass a buffer's ceiling is cut at a whole character and `full` is set, as it is when memory runs out;
 * nothing here aborts. */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct text {
	char *s;    /* ends with a NUL once anything was added; text_str() is never NULL */
	size_t len; /* bytes, without the NUL */
	size_t cap;
	size_t max; /* bytes it may ever hold */
	bool full;  /* something did not fit; from then on nothing is added, or the text would have a hole */
};

/* An empty buffer that may grow to `max` bytes. Free with text_free(). */
struct text text_new(size_t max);
void text_free(struct text *t);
void text_clear(struct text *t);
const char *text_str(const struct text *t);
void text_add(struct text *t, const char *s);
/* What text_addn() does when there may be no room. */
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
/* Adds the character that utf8_next() has read as `cp` from the n bytes at s; of a bad byte, U+FFFD. */
void text_add_char(struct text *t, const char *s, size_t n, uint32_t cp);
void text_addf(struct text *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Copies `from` into to[size], cut at a whole character. Returns false if it was cut. */
bool text_copy(char *to, size_t size, const char *from);

/* True if a and b are the same. Fast for words of a short list, which hardly ever begin alike. */
static inline bool text_same(const char *a, const char *b)
{
	return *a == *b && strcmp(a, b) == 0;
}

#endif
