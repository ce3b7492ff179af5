/* A machine that fails again shortly after it was repaired. */
#ifndef REPEAT_FAILURE_H
#define REPEAT_FAILURE_H

#include "handlers/answer/context.h"

/* Notes in the ticket when the same machine was repaired last, if the flow asks for that and it is not longer ago than
 * the flow says. */
void repeat_failure_find(const struct context *ctx, struct ticket *t);

/* The moment that lies as far before `at`. */
int64_t within_since(const struct within *w, int64_t at);

#endif
