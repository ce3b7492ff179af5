/* How many rows of one kind are shown of a ticket: for this wing alone. */
#ifndef ROWS_LIMIT_H
#define ROWS_LIMIT_H

#include <stddef.h>
#include <stdio.h>

#define ROWS_LIMIT 1000 /* of events, texts and messages each: a ticket has dozens */

/* Says so where there may be more than these `n`. */
void rows_limit_note(size_t n, FILE *out);

#endif
