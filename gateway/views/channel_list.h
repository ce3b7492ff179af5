/* The channels, with and without a file, and what waits by each. */
#ifndef CHANNEL_LIST_H
#define CHANNEL_LIST_H

#include <stdbool.h>
#include <stdio.h>

#include "gateway/command/workspace.h"

/* False: it is not all of the list, as memory ran out or the store failed. */
bool channel_list_print(const struct workspace *w, FILE *out);

#endif
