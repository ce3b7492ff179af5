/* A rulebook is made of the files that the configuration names. */
#ifndef RULEBOOK_LOAD_H
#define RULEBOOK_LOAD_H

#include "gateway/config/setup.h"
#include "handlers/answer/rulebook.h"

/* Loads flows, templates, lexicons, calendars and the zone, and checks them together. Nothing outside of the new
 * rulebook is touched. NULL if there is any fault. It has one holder: the caller. */
struct rulebook *rulebook_load(const struct setup *s, struct faults *f);

#endif
