/* What can be wrong with flows as soon as the people are known. */
#ifndef PEOPLE_CHECK_H
#define PEOPLE_CHECK_H

#include "handlers/model/flow.h"
#include "handlers/people/roster.h"

/* Checks the flows against the people there are: roles that nobody has, stations without a head. Whom only clocks, lists and
 * corrections speak to may be missing in a small house: that goes to `warnings`, which may be NULL. A roster without people
 * says nothing: they are yet to be imported. */
void people_check(const struct flows *set, const struct roster *r, struct faults *f, struct faults *warnings);

#endif
