/* A cursor over folded text, for the when_*.c that read. It never looks past n. A word or number that
 * is not there leaves the cursor where it was; for this wing alone. */
#ifndef WHEN_SCAN_H
#define WHEN_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "templates/lexicon/lexicon.h"

/* What was looked for: not there, read, or written as one although there is none such. */
enum reading { NO, YES, NONSENSE };

struct scan {
	const struct lexicon *words;
	const char *s;
	size_t n;
	size_t i;
};

/* The byte `ahead` bytes on, 0 past the end. */
unsigned char scan_peek(const struct scan *c, size_t ahead);
bool scan_at_digit(const struct scan *c);
bool scan_at_letter(const struct scan *c);
/* A character of a script that has no blanks between words. */
bool scan_at_unspaced(const struct scan *c);
/* What makes a count of a number: a counter at once, or a unit behind blanks. */
bool scan_at_unit(struct scan c);
/* Punctuation that a digit follows, as within 16.5 or 1-2. */
bool scan_at_joined(const struct scan *c);

void scan_blank(struct scan *c);
bool scan_text(struct scan *c, const char *s);
/* Takes the longest word of a list that comes next; `value` may be NULL. */
bool scan_word(struct scan *c, enum lexeme list, int *value);
/* The same behind blanks, which are taken too if the word is there. */
bool scan_blank_word(struct scan *c, enum lexeme list, int *value);
/* A word of time that was read between `before` and c is only the beginning of another word, as where `front` stands for
 * `before`: a blank leads to it, and more characters run on from it that say nothing of an arrival. */
bool scan_runs_on(struct scan c, const struct scan *before);
/* Takes what stands between two alternatives, as in `5:30, maybe 6`, with the blanks around it and a comma before. */
bool scan_alternative(struct scan *c);
/* Takes a run of digits and returns how many; the value is of use up to four. */
size_t scan_digits(struct scan *c, int *value);
/* Takes a Chinese numeral below 1000, or digits of at most two. */
bool scan_han(struct scan *c, int *value);
bool scan_small(struct scan *c, int *value);
/* Takes two numerals in a row of which the second is the next number, as three four, eleven two (12): the second. */
bool scan_run(struct scan *c, int *value);

#endif
