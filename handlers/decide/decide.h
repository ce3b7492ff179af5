/* Deciding: a text, the people and the tickets it concerns, into effects. No I/O, no clock.
 *
 * This and its neighbours opening.h and due_texts.h are the only places that say what an input does. Effects are
 * values; whoever called makes them true in one transaction. */
#ifndef DECIDE_H
#define DECIDE_H

#include "handlers/answer/context.h"
#include "handlers/answer/effects.h"
#include "handlers/people/mo.h"

/* Into `e`, which effects_begin() has made ready. */
void decide_text(const struct context *ctx, const struct mo *m, struct effects *e);

#endif
