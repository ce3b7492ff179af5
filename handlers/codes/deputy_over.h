/* Telling a deputy that it is over: because the head says so, or because the time runs out. */
#ifndef DEPUTY_OVER_H
#define DEPUTY_OVER_H

#include "handlers/answer/effects.h"
#include "handlers/answer/saying.h"

/* The first flow that names deputies, and its code; NULL if none does. */
const struct flow *deputies_flow(const struct context *ctx, const struct code **code);
/* `at`, or the end of that flow's quiet hours which it is in, at the head's station. */
int64_t deputy_outside_quiet(const struct context *ctx, const struct person *head, int64_t at);
/* Tells the deputy of `s->mo->sender`, the head. Where the time is over the text expires when it would have if it had been
 * sent then, or when the quiet hours ended in which it was; none is sent that has expired. */
void deputy_say_over(struct effects *e, const struct saying *s, const struct person *deputy);

#endif
