/* A machine that fails again shortly after it was repaired. */
#ifndef AGAIN_H
#define AGAIN_H

#include "handlers/answer/context.h"

/* Notes in the ticket the same machine's last repair, if the flow wants to know of it and it is no longer ago than it
 * says. */
void again_find(const struct context *ctx, struct ticket *t);

#endif
