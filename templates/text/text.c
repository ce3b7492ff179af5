#include "templates/text/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "templates/text/utf8.h"

#define FIRST_ROOM 256

struct text text_new(size_t max)
{
	/* So that the doubling in text_room() can never overflow. */
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
	size_t cap = t->cap ? t->cap : FIRST_ROOM;
	char *s;

	if (t->s && len < t->cap)
		return true;
	while (cap <= len)
		cap *= 2;
	if (cap > t->max + 1)
		cap = t->max + 1;
	s = realloc(t->s, cap);
	if (!s)
		return false;
	t->s = s;
	t->cap = cap;
	return true;
}

void text_add_slowly(struct text *t, const char *s, size_t n)
{
	if (t->full || n == 0)
		return;
	if (n > t->max - t->len) {
		n = utf8_whole(s, t->max - t->len);
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

/* The second try of text_addf(), which now knows that `needs` bytes are to come. */
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
	t->len += n < needs ? utf8_whole(t->s + t->len, n) : n;
	t->s[t->len] = '\0';
}

void text_add_char(struct text *t, const char *s, size_t n, uint32_t cp)
{
	if (cp == UTF8_BAD)
		text_add(t, UTF8_BAD_BYTES);
	else
		text_addn(t, s, n);
}

void text_addf(struct text *t, const char *fmt, ...)
{
	va_list args, again;
	size_t room = t->cap - t->len;
	int needs;

	if (t->full)
		return;
	va_start(args, fmt);
	va_copy(again, args);
	needs = vsnprintf(t->s ? t->s + t->len : NULL, room, fmt, args);
	if (needs < 0)
		t->full = true;
	else if ((size_t)needs < room)
		t->len += (size_t)needs;
	else
		add_formatted(t, (size_t)needs, fmt, again);
	va_end(again);
	va_end(args);
}

bool text_copy(char *to, size_t size, const char *from)
{
	size_t n = strlen(from);
	bool fits = n < size;

	if (size == 0)
		return false;
	if (!fits)
		n = utf8_whole(from, size - 1);
	memcpy(to, from, n);
	to[n] = '\0';
	return fits;
}
