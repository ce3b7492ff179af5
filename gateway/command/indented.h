/* Printing a text of several lines. */
#ifndef INDENTED_H
#define INDENTED_H

#include <stdio.h>

/* Prints the text and a line feed; its lines after the first begin with `indent`. */
void indented_print(const char *s, const char *indent, FILE *out);

#endif
