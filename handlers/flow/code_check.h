/* What can be wrong with a code by itself: keys it has no use for, arguments it lacks, people it cannot
 * tell. For this wing alone. */
#ifndef CODE_CHECK_H
#define CODE_CHECK_H

#include "handlers/entry/flow_reader.h"

/* `y` is the code in the file, `c` what was read of it. */
void code_check_does(struct flow_reader *r, const struct yaml *y, const struct code *c);
/* Its `tells`, or its `stated`. */
void code_check_tells(struct flow_reader *r, const struct code *c, const struct tell *tells, size_t n);

#endif
