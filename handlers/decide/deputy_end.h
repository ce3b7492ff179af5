/* A deputy whose time runs out, without a text of the head's. */
#ifndef DEPUTY_END_H
#define DEPUTY_END_H

#include "handlers/answer/context.h"
#include "handlers/answer/effects.h"

/* When that of this head's deputy is to be told (UTC ms): when it ends, or when the quiet hours end in which it does, or
 * in which it is now `now`; 0: never. They are those of the first flow that names deputies, at the head's station. */
int64_t deputy_end_due(const struct context *ctx, const struct person *head, int64_t now);
/* Tells the deputy, who is forgotten then; nothing where it is too late for that, or nobody works here any more who
 * could hear it. Appends to e. */
void decide_deputy_end(const struct context *ctx, const struct person *head, int64_t now, struct effects *e);

#endif
