/* A code's word that only begins a noun, or is taken back at once. For reading alone: handlers/span and handlers/read. */
#ifndef CODE_NOUN_H
#define CODE_NOUN_H

#include "handlers/span/span.h"

/* With what stands at `next`, behind the code's word and a blank where there are blanks, it is a noun: `delay form`; or a
 * sentence about it: `refuse reason what to write`. */
bool code_in_noun(const struct spans *c, size_t next, const struct code *code, const struct flow *flow);
/* Behind the code's word, which ends at `end`, it is said to be a slip: `cancel, sent by mistake`. */
bool code_mistaken(const struct spans *c, size_t end, const struct code *code, const struct flow *flow);

#endif
