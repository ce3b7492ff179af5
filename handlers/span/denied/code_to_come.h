/* What a text says is still left until a code's deed. For reading alone: handlers/span and handlers/read. */
#ifndef CODE_TO_COME_H
#define CODE_TO_COME_H

#include "handlers/span/span.h"

/* Maybe a numeral, in words or digits, and a unit of length at i: `eighty km`. Where it ends, 0 if there is none. */
size_t past_distance(const struct spans *c, size_t i);
/* `another half an hour to arrive`: a span or a distance at i is left until what the code behind it tells of. The head
 * then says that this code is denied. */
bool find_code_to_come(struct spans *c, size_t i);

#endif
