/* Flows and a configuration that are written for one language alone: `init --language`. */
#ifndef ONE_LANGUAGE_H
#define ONE_LANGUAGE_H

#include <stddef.h>
#include <stdio.h>

#include "templates/text/text.h"
#include "templates/wording/lang.h"

struct one_language {
	const char *name;
	char others[LANGS_MAX][LANG_BYTES]; /* whose words are left out */
	size_t others_n;
};

/* Adds a line of a flow's file to `out`, without the words of other languages: of what is said in several one is left,
 * and a mapping that has only others is gone from its list. */
void one_language_line(const struct one_language *l, const char *line, struct text *out);
/* Rewrites a file so, line by line; in one that says `languages`, the list becomes this one language. False if it
 * cannot, with errno. */
bool one_language_file(const struct one_language *l, const char *path);

#endif
