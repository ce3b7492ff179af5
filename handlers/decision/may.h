/* Who may send which code. */
#ifndef MAY_H
#define MAY_H

#include "handlers/answer/context.h"

/* True if this person may send the code for some ticket, whichever. */
bool may_ever(const struct context *ctx, const struct person *p, const struct code *c, int64_t now);
/* True if they may for this one. */
bool may_on(const struct context *ctx, const struct person *p, const struct code *c, const struct ticket *t,
	    int64_t now);

#endif
