/* Rows of texts and the times that they say. */
#ifndef WHEN_ROWS_H
#define WHEN_ROWS_H

#include "handlers/time/when.h"

#define NINE "2026-11-21 09:00"
#define ONE "2026-11-21 13:00"
#define SIX "2026-11-21 18:00"
#define NIGHT "2026-11-21 23:30"
#define SMALL "2026-11-21 00:30"
#define COUNT(table) (sizeof(table) / sizeof(*(table)))

enum { B = 1, D = 2 }; /* bare, dated */

struct row {
	const char *moment, *text;
	enum when_tense tense;
	enum when_kind kind;
	const char *local; /* NULL for none */
	int len;           /* bytes; -1 for all */
	int flags;
};

/* For a group of tests: the lexicons of templates/. */
int when_words_load(void **state);
int when_words_free(void **state);
const struct lexicon *when_words(void);

/* Reads from a copy without a NUL, so that the sanitizer sees any step past the end. */
struct when when_read_copy(const char *s, size_t n, int64_t moment, enum when_tense tense);
/* Fails the test unless each row is read so, in the zone of this thread; those that are not are printed. */
void when_rows_hold(const struct row *rows, size_t count);

#endif
