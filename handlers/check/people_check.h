/* What can be wrong with flows as soon as the people are known. */
#ifndef PEOPLE_CHECK_H
#define PEOPLE_CHECK_H

#include "handlers/model/flow.h"
#include "handlers/people/roster.h"

/* Checks the flows against the people there are: openings that nobody would hear of, stations without a head. A small
 * company lacks roles of which flows speak: that goes to `warnings`, which may be NULL, once for each role. An empty roster
 * is let pass: its people are yet to be imported. */
void people_check(const struct flows *set, const struct roster *r, struct faults *f, struct faults *warnings);

#endif
