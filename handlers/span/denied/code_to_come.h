/* What a text says is still left until a code's deed. For reading alone: handlers/span and handlers/read. */
#ifndef CODE_TO_COME_H
#define CODE_TO_COME_H

#include "handlers/span/span.h"

/* A numeral, in words or digits, and a unit of length at i: `eighty km`. Where it ends, 0 if there is none. */
size_t past_distance(const struct spans *c, size_t i);
/* `another half an hour to arrive`: a span or a distance at i that is left until what the code behind it tells of. That
 * code; NULL if there is none. */
const struct code *code_to_come(const struct spans *c, size_t i, const struct flow **flow);

#endif
