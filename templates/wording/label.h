/* What people call something: a flow says it in each language that the configuration lists, and may say it in others. */
#ifndef LABEL_H
#define LABEL_H

#include <stdbool.h>

#include "templates/file/fault.h"
#include "templates/file/yaml.h"
#include "templates/wording/lang.h"

#define LABEL_BYTES 64

/* By language. Behind those that are listed stand those of others, in the order of the file: these are never said, but what
 * people write is compared with them too. */
struct label {
	char in[LANGS_MAX][LABEL_BYTES];
	int n; /* of both; 0 if the flow does not say it */
};

/* Reads {LANG: TEXT, ...}, beside which the keys of `others` (a NULL behind; itself NULL for none) may stand. False, with a
 * fault, unless each listed language is there. */
bool label_read(const struct yaml *n, struct label *l, const char *const *others, struct faults *f);
/* True if n is an entry of such a mapping, in a language that is not listed. */
bool label_is_unlisted(const struct yaml *n, const char *const *others);
/* Reads a word that people may text, folded; false, with a fault, if nobody can type it. */
bool label_word(const struct yaml *n, char *folded, size_t size, struct faults *f);
/* Gives `add` each word of a list, until it returns false. An item may be {LANG: [WORD, ...]}, for words of one language, and
 * all of these are read. */
void label_each_word(const struct yaml *list, bool (*add)(const struct yaml *word, void *to), void *to,
		     struct faults *f);

#endif
