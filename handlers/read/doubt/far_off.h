/* An arrival somewhere else than at the machine: what a text says of how far that still is. */
#ifndef FAR_OFF_H
#define FAR_OFF_H

#include "handlers/span/span.h"

/* `arrived at the office, machine is 20 km from here`, `..., to the site that is 20 km away`. */
bool is_far_off(const struct spans *c);

#endif
