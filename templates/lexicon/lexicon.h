/* The lexicon: what the reader of texts must know of each language.
 *
 * It consists of lists of words; each list has a meaning that the code knows (lexeme.h), and in some each word has a
 * value. Words are kept folded. Those of all languages are found together, since people mix them. lexicon_read.h reads
 * it from files; afterwards it never changes. */
#ifndef LEXICON_H
#define LEXICON_H

#include <stdbool.h>
#include <stddef.h>

#include "templates/lexicon/lexeme.h"
#include "templates/wording/lang.h"

#define LEXICON_WORD 64 /* bytes of a word, folded */

struct lexicon;

void lexicon_free(struct lexicon *l); /* takes NULL */

/* The longest word of a list that folded text s[n] begins with: its length, and its value in *value unless that is
 * NULL; 0 if there is none. A word that ends in a letter must not be followed by one. Looks into one short bucket. */
size_t lexicon_at(const struct lexicon *l, enum lexeme list, const char *s, size_t n, int *value);
/* The longest word of a list that s[n] ends with: its length. A word that begins with a letter must not come after one.
 * Compares with the whole list: for short lists, or what is seldom asked. */
size_t lexicon_before(const struct lexicon *l, enum lexeme list, const char *s, size_t n);
/* False if s begins with no word that a time can begin with. */
bool lexicon_begins_time(const struct lexicon *l, const char *s, size_t n);
/* The words of a list one by one, for what must be tried with each; NULL past the last. */
const char *lexicon_word(const struct lexicon *l, enum lexeme list, size_t i, int *value);

/* ---- for those who make one ---- */

/* An empty lexicon; NULL when out of memory. */
struct lexicon *lexicon_new(void);
/* False when out of memory, or beyond 65,000 words. If a list has the word already, the value given first remains;
 * *first is then false if both are of one language. */
bool lexicon_add(struct lexicon *l, enum lang lang, enum lexeme list, const char *folded, int value, bool *first);
/* To be called after the last word, before anything is looked up. False when out of memory. */
bool lexicon_seal(struct lexicon *l);

#endif
