/* The ticket that opened this one, and those that it has opened or is going to. For this wing alone. */
#ifndef TICKET_FAMILY_H
#define TICKET_FAMILY_H

#include "gateway/show/ticket_record.h"
#include "gateway/table/record.h"

/* As lines on a screen; nothing where there is nothing to say. */
void ticket_family_print(struct gateway *g, const struct ticket *t, FILE *out);
/* As members `parent`, `children` and `opens`. Those that more->sees does not let through are left out; `more` may be NULL. */
void ticket_family_put(struct record *r, struct gateway *g, const struct ticket *t,
		       const struct ticket_record_more *more);

#endif
