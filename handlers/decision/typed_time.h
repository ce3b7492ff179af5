/* Times as they were typed: quoted in refusals, or stated for what has happened. */
#ifndef TYPED_TIME_H
#define TYPED_TIME_H

#include "handlers/decision/decision.h"

#define TYPED_TIME_BYTES 64

/* What was typed for a time that stands at these folded bytes. */
void typed_time_copy(const struct decision *d, size_t at, size_t len, char out[TYPED_TIME_BYTES]);
/* Refuses a text that has something written like a time that does not exist, such as 25:00. Returns false. */
bool typed_time_refuse_wrong(struct decision *d);
/* Reads the time behind the i-th code, which says when that happened, into *claim; 0 if there is none. It may not lie
 * before `after`, the time behind the code before. False when the text was refused. */
bool typed_time_stated(struct decision *d, size_t i, int64_t after, int64_t *claim);

#endif
