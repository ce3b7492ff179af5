/* Reading a flow's lists: the key `lists` of its file, or `daily`, as it was called when all were daily. For this wing
 * alone. */
#ifndef LIST_READ_H
#define LIST_READ_H

#include "handlers/entry/flow_reader.h"

/* The codes have been read. */
void list_read_all(struct flow_reader *r, const struct yaml *root);

#endif
