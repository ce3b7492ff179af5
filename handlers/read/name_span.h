/* People, stations and nodes in a text. For this wing alone. */
#ifndef NAME_SPAN_H
#define NAME_SPAN_H

#include "handlers/read/span.h"

bool span_node(const struct spans *c, struct span *t);
bool span_person(const struct spans *c, struct span *t);
bool span_station(const struct spans *c, struct span *t);

#endif
