/* Whether a condition holds: the one evaluator, for due lines, clocks and whom a text tells. */
#ifndef CONDITION_HOLDS_H
#define CONDITION_HOLDS_H

#include "handlers/condition/condition_of.h"

/* True of `c` NULL. */
bool condition_holds(const struct condition *c, const struct condition_of *of);

#endif
