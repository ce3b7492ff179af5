/* The languages that texts are written in: what the configuration lists as `languages`.
 *
 * A language is a folder under the templates, and its name is that of the folder. The list is the process's own, and the
 * same from its start to its end: people, texts and flows in hand hold places in it. */
#ifndef LANG_H
#define LANG_H

#include <stdbool.h>
#include <stddef.h>

#define LANGS_MAX 8
#define LANG_BYTES 4 /* of a name: two or three small letters */

/* A place in the list. People who have no language have the first. */
enum lang { LANG_ANY = -1, LANG_FIRST };

/* How many there are, and their names, a NULL behind. Before langs_use() they are those that langs_default() gives. */
extern int langs_n;
extern const char *lang_names[LANGS_MAX + 1];
/* In this one the verbs show what a flow calls something: in that of their own words where it is listed, else the first. */
extern enum lang lang_of_verbs;

/* Takes n of these, at least one. Called before there are threads, and before anything is read that has languages. */
void langs_use(char list[][LANG_BYTES], size_t n);
/* Those of a configuration that lists none; how many. */
size_t langs_default(char out[LANGS_MAX][LANG_BYTES]);
/* True if a folder of that name could be a language. */
bool lang_may_be(const char *name);

/* A language by its name; false if none of that name is listed. */
bool lang_read(const char *s, enum lang *l);
const char *lang_name(enum lang l);
/* How something is written in a flow that is said in each language: "{zh: ..., en: ...}". */
const char *lang_shape(void);

#endif
