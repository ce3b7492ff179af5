/* Reading a flow's clocks and kinds of fault: the keys `quiet`, `faults` and `clocks` of its file. For this wing alone. */
#ifndef CLOCK_READ_H
#define CLOCK_READ_H

#include "handlers/entry/flow_reader.h"

/* Kinds of fault come first: conditions ask them. */
void clock_read_faults(struct flow_reader *r, const struct yaml *root);
/* The states, the nodes and the kinds of fault have been read. */
void clock_read_all(struct flow_reader *r, const struct yaml *root);

#endif
