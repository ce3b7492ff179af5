/* How kinds that are a moment are said. For this wing alone. */
#ifndef MOMENT_SAY_H
#define MOMENT_SAY_H

#include "handlers/answer/saying.h"

void moment_say(const struct saying *s, const struct value *v, int64_t value, enum lang l, struct text *out);

#endif
