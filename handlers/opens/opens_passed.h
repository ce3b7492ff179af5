/* What a ticket passes of its fields to one that it opens. */
#ifndef OPENS_PASSED_H
#define OPENS_PASSED_H

#include "handlers/model/flow.h"

/* The field of `from`'s that the field `to` of `f` takes over: of the same name and kind. -1: none. */
int opens_passes(const struct flow *from, const struct flow *f, size_t to);
/* What a field of `to` keeps where one of `from` keeps that; 0 where it cannot, as for a choice that it does not have. Not of
 * words, which are the ticket's own. */
int64_t opens_passed(const struct value *from, const struct value *to, int64_t kept);

#endif
