/* The languages that texts are written in. */
#ifndef LANG_H
#define LANG_H

#include <stdbool.h>

/* One row a language: its name in C, and that of its folder, by which flows and people's `language` call it too. A further
 * one is a folder, a row here, and its words in the flows. */
#define LANG_ROWS(X) X(ZH, "zh") X(EN, "en")

#define LANG_ENUM(lang, name) lang,
enum lang { LANG_ROWS(LANG_ENUM) LANGS };
#undef LANG_ENUM

#define LANG_FIRST ((enum lang)0) /* of people who have none */

/* The names as the beginning of a list: {LANG_KEYS "more", NULL}. */
#define LANG_KEY(lang, name) name,
#define LANG_KEYS LANG_ROWS(LANG_KEY)

/* In this one the verbs show what a flow calls something: their own words are English. */
#define LANG_OF_VERBS EN

/* The names of all, a NULL behind. */
extern const char *const lang_names[];

/* A language by its name; false if there is none of that name. */
bool lang_read(const char *s, enum lang *l);
const char *lang_name(enum lang l);

#endif
