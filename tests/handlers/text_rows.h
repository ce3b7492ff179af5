/* Rows of texts with what each must come to: a start, the sender, the text, the ticket's state afterwards, and a pattern.
 * The first lines of tests/handlers/read/texts.tsv explain the columns. */
#ifndef TEXT_ROWS_H
#define TEXT_ROWS_H

#include "tests/handlers/world_fake.h"

/* The world in which a row's ticket stands, by the name in its first column; it is left as it is. */
typedef struct fake *text_rows_start(const char *name);

/* How many of the file's rows come to something else, or are not told whole (told_whole.h), each printed; how many there are goes into *n. */
size_t text_rows_wrong(const char *path, text_rows_start *start_of, size_t *n);

#endif
