/* A value cut to a length and cleaned, so that it stays in the place it is put in. */
#ifndef TEXT_CUT_H
#define TEXT_CUT_H

#include "templates/text/text.h"

/* Adds `from` to `to`, at most `units` UTF-16 units of it: a longer one ends in `…`. Controls, line breaks and marks
 * that turn the direction of writing become blanks, so that the value stays one line; bad bytes become U+FFFD. */
void text_cut(struct text *to, const char *from, size_t units);
/* The same for a value of several lines: line feeds stay. */
void text_cut_lines(struct text *to, const char *from, size_t units);

#endif
