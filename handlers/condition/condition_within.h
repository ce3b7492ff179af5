/* Comparing conditions, for checks. */
#ifndef CONDITION_WITHIN_H
#define CONDITION_WITHIN_H

#include "handlers/model/condition.h"

#include <stdbool.h>

/* True if `wide` holds wherever `narrow` does, as far as their keys tell. NULL holds everywhere. */
bool condition_within(const struct condition *narrow, const struct condition *wide);
/* True if both ask the same, whatever they compare it with. */
bool condition_same(const struct term *a, const struct term *b);
/* The term of that name, or NULL. */
const struct term *condition_term(const struct condition *c, const char *name);

#endif
