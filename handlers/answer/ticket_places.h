/* Places that a ticket fills: what it is about, where it stands, who goes. For this wing alone. */
#ifndef TICKET_PLACES_H
#define TICKET_PLACES_H

#include "handlers/answer/saying.h"

extern const struct place_kind ticket_places[];

#endif
