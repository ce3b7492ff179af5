/* Schedules from a flow's file. For this wing alone. */
#ifndef SCHEDULE_READ_H
#define SCHEDULE_READ_H

#include "handlers/entry/flow_reader.h"

/* Reads the key `schedules` of root, if it is there. The nodes, the fields and the opening have been read. */
void schedule_read_all(struct flow_reader *r, const struct yaml *root);

#endif
