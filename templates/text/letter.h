/* Letters in folded text: those of scripts that have blanks between words. Chinese characters are none. */
#ifndef LETTER_H
#define LETTER_H

#include <stdbool.h>
#include <stddef.h>

/* What letter_at() does with characters of two bytes, as Cyrillic has. */
bool letter_is_two(const char *s, size_t n);

/* A letter begins at s[n]. */
static inline bool letter_at(const char *s, size_t n)
{
	if (n == 0)
		return false;
	return (s[0] >= 'a' && s[0] <= 'z') ||
	       ((unsigned char)s[0] >= 0xC3 && (unsigned char)s[0] < 0xE0 && letter_is_two(s, n));
}

/* s[n] ends in a letter. False within a character. */
static inline bool letter_ends(const char *s, size_t n)
{
	if (n == 0)
		return false;
	return (s[n - 1] >= 'a' && s[n - 1] <= 'z') ||
	       (n > 1 && (unsigned char)s[n - 1] >= 0x80 && (unsigned char)s[n - 2] >= 0xC3 &&
		(unsigned char)s[n - 2] < 0xE0 && letter_is_two(s + n - 2, 2));
}

/* As it was typed, s[n] begins with a capital and a small letter behind it, as a name does. */
bool letters_begin_name(const char *s, size_t n);

#endif
