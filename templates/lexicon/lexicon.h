/* The lexicon: what the reader of texts must know of each language, templates/LANG/lexicon.yaml.
 *
 * A file holds lists of words; each list has a name and a meaning that the code knows, and the words of a list may be parted
 * by a value: `weekdays: {0: [monday, mon], 1: [...]}`. Words are kept folded; those of all languages are found together,
 * since people mix them. Read once and never changed afterwards. */
#ifndef LEXICON_H
#define LEXICON_H

#include "templates/lexicon/lexeme.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct lexicon;

void lexicon_free(struct lexicon *l);

/* The longest word of a list that folded text s[n] begins with: its length, and its value unless NULL; 0 if there is none. A
 * word that ends in a letter must not be followed by one. Looks into one short bucket. */
size_t lexicon_at(const struct lexicon *l, enum lexeme list, const char *s, size_t n, int *value);
/* The same for the word that s[n] ends with; one that begins with a letter must not follow one. Compares those of the
 * list that end in the same byte. */
size_t lexicon_before(const struct lexicon *l, enum lexeme list, const char *s, size_t n);
/* A word of any list, in characters that have no blanks between words, stands across byte `at` of s[n]: to cut there would cut
 * it in two. */
bool lexicon_across(const struct lexicon *l, const char *s, size_t n, size_t at);
/* False if no word that may begin a time stands at s. */
bool lexicon_begins_time(const struct lexicon *l, const char *s, size_t n);
/* The words of a list one by one, for what must be tried with each; NULL past the end. */
const char *lexicon_word(const struct lexicon *l, enum lexeme list, size_t i, int *value);

/* A word of LEX_COUNTED with fewer letters, such as `a`, counts one of something, and is no number by itself. */
#define NUMBER_LETTERS 3

/* How a slip is named, as values of LEX_MISTAKEN: by itself, what may stand beside it, what at the end of a text is one even
 * without a mark before it, and what may be a reason instead. */
enum slip_word { SLIP = 1, SLIP_BESIDE, SLIP_AT_END, SLIP_OR_REASON };

/* The parts of the day, as values of LEX_PART, LEX_WEAK_PART and LEX_AM_PM. */
enum part {
	PART_NONE,
	PART_DAWN,
	PART_MORNING,
	PART_NOON,   /* twelve sharp */
	PART_MIDDAY, /* the hour from it on */
	PART_AFTERNOON,
	PART_DUSK,
	PART_EVENING,
	PART_NIGHT,
	PART_MIDNIGHT,
	PART_AM,
	PART_PM
};

#endif
