/* Reading the lexicon from its files, templates/LANG/lexicon.yaml.
 *
 * Each key of a file is the name of a list. It has its words, or, where words have values, a mapping from each value to
 * its words: `weekdays: {0: [monday, mon], 1: [...]}`. */
#ifndef LEXICON_READ_H
#define LEXICON_READ_H

#include "templates/file/fault.h"
#include "templates/lexicon/lexicon.h"

/* Reads DIR/LANG/lexicon.yaml for each language; faults go to `f`. NULL if memory runs out or a file cannot be read; a
 * lexicon with faults is never used. Free with lexicon_free(). */
struct lexicon *lexicon_load(const char *dir, struct faults *f);

#endif
