/* What comes becomes inputs of a batch. It is for this wing alone. */
#ifndef GATHER_H
#define GATHER_H

#include "gateway/road/batch.h"
#include "gateway/transport/transport.h"

/* As a transport's hook has it. False: out of memory, and the batch may hold half of it. */
bool gather_arrival(struct batch *b, const struct arrival *a);
/* What is due, which goes last in its batch: a text that came by then has stopped its clock. False: out of memory. */
bool gather_due(struct batch *b, int64_t now);

#endif
