/* Places that a text fills: who wrote, what they wrote, what is answered. For this wing alone. */
#ifndef TEXT_PLACES_H
#define TEXT_PLACES_H

#include "handlers/answer/saying.h"

extern const struct place_kind text_places[];

#endif
