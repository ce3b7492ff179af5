/* Reading the lexicon files. */
#ifndef LEXICON_READ_H
#define LEXICON_READ_H

#include "templates/file/fault.h"
#include "templates/lexicon/lexicon.h"

/* Reads DIR/zh/lexicon.yaml and DIR/en/lexicon.yaml; faults go to `f`, with file, line and column. NULL if memory fails or a
 * file cannot be read; a lexicon with faults is never used. Free with lexicon_free(). */
struct lexicon *lexicon_load(const char *dir, struct faults *f);

#endif
