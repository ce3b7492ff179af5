/* Texts that end all texts to a number, or begin them again: `STOP` or `unsubscribe`; `START`.
 * The lexicon has the words. */
#ifndef OPT_WORDS_H
#define OPT_WORDS_H

#include "handlers/span/reader.h"
#include "templates/text/fold.h"

enum opt { OPT_NONE, OPT_OUT, OPT_IN };

/* What the text says, where it says nothing else: marks around it, and what a phone or a carrier adds, are no part of it.
 * Who may say so is decide's business. */
enum opt opt_words_read(const struct text_reader *r, const struct fold *f);

#endif
