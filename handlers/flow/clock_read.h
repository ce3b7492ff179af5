/* Reading a flow's clocks: the keys `quiet`, `faults` and `clocks` of its file. For this wing alone. */
#ifndef CLOCK_READ_H
#define CLOCK_READ_H

#include "handlers/flow/flow_reader.h"

/* The states and nodes have been read. */
void clock_read_all(struct flow_reader *r, const struct yaml *root);

#endif
