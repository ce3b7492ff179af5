/* What a code sets of the ticket's machine, from a flow's file. For this wing alone. */
#ifndef SETS_READ_H
#define SETS_READ_H

#include "handlers/entry/flow_reader.h"

/* Reads the key `sets` of the code y, if it is there; its arguments have been read. */
void sets_read(struct flow_reader *r, const struct yaml *y, struct code *c);

#endif
