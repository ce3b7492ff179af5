/* A machine that fails again shortly after it was repaired. */
#ifndef AGAIN_H
#define AGAIN_H

#include "handlers/answer/context.h"

/* Notes in the ticket when the same machine was repaired last, if the flow asks for that and it is not longer ago than
 * the flow says. */
void again_find(const struct context *ctx, struct ticket *t);

#endif
