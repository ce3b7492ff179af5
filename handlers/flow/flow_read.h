/* Reading a flow from its file. */
#ifndef FLOW_READ_H
#define FLOW_READ_H

#include "handlers/model/flow.h"

/* Reads one flow file; faults of form and of sense go to `f`. Adds it to `set` even if faulty, so that more faults can
 * be found; a set with faults is never used. False when nothing could be read or memory failed (a fault then says
 * so). */
bool flow_load(struct flows *set, const char *file, struct faults *f);

#endif
