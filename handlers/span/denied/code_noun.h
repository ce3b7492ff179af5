/* A code's word that only begins a noun. For reading alone. */
#ifndef CODE_NOUN_H
#define CODE_NOUN_H

#include "handlers/span/span.h"

/* `delay form`: with what stands at `next` the code's word is a noun, or a sentence about it. */
bool code_in_noun(const struct spans *c, size_t next, const struct code *code, const struct flow *flow);

#endif
