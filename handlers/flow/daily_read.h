/* Reading a flow's daily lists: the key `daily` of its file. For this wing alone. */
#ifndef DAILY_READ_H
#define DAILY_READ_H

#include "handlers/flow/flow_reader.h"

/* The codes have been read. */
void daily_read_all(struct flow_reader *r, const struct yaml *root);

#endif
