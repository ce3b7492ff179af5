/* Who may send which code. */
#ifndef PERMISSION_H
#define PERMISSION_H

#include "handlers/answer/context.h"

/* True if this person may send the code for some ticket, whichever. */
bool permission_ever(const struct context *ctx, const struct person *p, const struct code *c, int64_t now);
/* True if they may for this one; a code that signs they may send if it is their turn. */
bool permission_on_ticket(const struct context *ctx, const struct person *p, const struct code *c,
			  const struct ticket *t, int64_t now);

#endif
