/* What is to be said because a ticket's clocks are due. */
#ifndef DUE_TEXTS_H
#define DUE_TEXTS_H

#include "handlers/answer/context.h"
#include "handlers/answer/effects.h"

/* Takes the steps of a ticket's clocks that are due: texts into `e`, each with the time until which it is worth
 * sending; those that are past it are left out. `t` is as it stands afterwards. Appends to e, and so is called for one
 * ticket after another. */
void decide_due(const struct context *ctx, struct ticket *t, int64_t now, struct effects *e);

#endif
