/* Times as they were typed: shown again in refusals, or stated for what has happened. */
#ifndef TYPED_TIME_H
#define TYPED_TIME_H

#include "handlers/decision/decision.h"

#define TYPED_TIME_BYTES 64

/* What was typed for a time that stands at these folded bytes. */
void typed_time_copy(const struct decision *d, size_t at, size_t len, char out[TYPED_TIME_BYTES]);
/* Refuses a text in which something looks like a time and is none, as 25:00. Returns false. */
bool typed_time_refuse_wrong(struct decision *d);
/* The time behind the i-th code, which says when it happened; 0 where none is said. It may not lie before `after`, the one
 * behind the code before. False: refused. */
bool typed_time_stated(struct decision *d, size_t i, int64_t after, int64_t *claim);

#endif
