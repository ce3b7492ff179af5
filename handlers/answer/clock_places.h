/* Places that a clock fills: what is due, and how long until then. For this wing alone. */
#ifndef CLOCK_PLACES_H
#define CLOCK_PLACES_H

#include "handlers/answer/saying.h"

extern const struct place_kind clock_places[];

#endif
