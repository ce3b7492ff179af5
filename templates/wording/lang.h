/* The languages that texts are written in. */
#ifndef LANG_H
#define LANG_H

#include <stdbool.h>

enum lang { ZH, EN, LANGS };

/* "zh" or "en" to a language; false if it is neither. */
bool lang_read(const char *s, enum lang *l);
const char *lang_name(enum lang l);
/* What stands between the members of a list. */
const char *lang_comma(enum lang l);

#endif
