/* What comes becomes inputs of a batch. It is for this wing alone. */
#ifndef GATHER_H
#define GATHER_H

#include "gateway/road/batch.h"

/* A message of the broker's, as its hook has it; a topic that is none of ours is passed over. False: out of memory,
 * and the batch may hold half of it. */
bool gather_message(struct batch *b, const char *topic, const void *payload, size_t n, const char *reply_to,
		    const void *correlation, size_t correlation_n);
/* What is due, which goes last in its batch: a text that came by then has stopped its clock. False: out of memory. */
bool gather_due(struct batch *b, int64_t now);

#endif
