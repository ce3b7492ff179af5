/* The channels, with and without a file, and what waits by each. */
#ifndef CHANNEL_LIST_H
#define CHANNEL_LIST_H

#include <stdbool.h>
#include <stdio.h>

#include "gateway/command/workspace.h"

/* False: it is not all of the list, as memory ran out or the store failed. */
bool channel_list_print(const struct workspace *w, FILE *out);

/* As JSON: `channel`, `kind`, `then`, how many texts `waiting` and `unknown`, and whether it is the `default`. Of a store that
 * has more texts than can be counted in a moment, not all are counted. Likewise. */
bool channel_list_json(const struct workspace *w, FILE *out);

#endif
