/* People, stations and nodes in a text. For reading alone: handlers/span and handlers/read. */
#ifndef NAME_SPAN_H
#define NAME_SPAN_H

#include "handlers/span/span.h"

bool span_node(const struct spans *c, struct span *t);
bool span_person(const struct spans *c, struct span *t);
/* At i stands one word of an engineer's name of several, in whatever case: `Tom`. */
bool names_engineer_in_part(const struct spans *c, size_t i);
bool span_station(const struct spans *c, struct span *t);

#endif
