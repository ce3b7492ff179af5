/* How near two words are by their spelling, for "did you mean" and for names that were mistyped. */
#ifndef SPELLING_H
#define SPELLING_H

#include <stddef.h>

/* How many edits lead from one UTF-8 text to the other: a character inserted, deleted or replaced, or two neighbours
 * swapped. Stops counting at `most` + 1, which is also what it returns when out of memory. */
int spelling_distance(const char *a, const char *b, int most);
/* The one of names[n] that is spelled most like `wrong`, upper and lower case being the same: at most a third of its
 * characters may be off, two in a word of five to eight and one in a shorter word. The first of several; NULL if none
 * is near enough. */
const char *spelling_nearest(const char *wrong, const char *const *names, size_t n);

#endif
