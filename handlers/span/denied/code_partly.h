/* How far what a code tells of has come. For handlers/span alone. */
#ifndef CODE_PARTLY_H
#define CODE_PARTLY_H

#include "handlers/span/span.h"

/* What stands at i says that it is done in part, or not at all. Degrees may stand before that: `repaired only half`. */
bool code_partly(const struct spans *c, size_t i);

#endif
