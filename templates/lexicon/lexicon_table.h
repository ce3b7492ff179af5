/* The making of a lexicon: for this wing alone. */
#ifndef LEXICON_TABLE_H
#define LEXICON_TABLE_H

#include <stdbool.h>

#include "templates/lexicon/lexeme.h"
#include "templates/wording/lang.h"

struct lexicon;

#define LEXICON_WORD 96 /* bytes of a word, folded */

struct lexicon *lexicon_new(void);
/* False when out of memory. The same word twice in a list is known once, with the value given first; `*first` is false if
 * both are of one language. */
bool lexicon_add(struct lexicon *l, enum lang lang, enum lexeme list, const char *folded, int value, bool *first);
/* To be called after the last word, before anything is looked up. False when out of memory. */
bool lexicon_seal(struct lexicon *l);

#endif
