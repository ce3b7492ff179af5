/* Reading the key `opens` of a code, a state that ends, or a clock's step: tickets of which other flows it opens. */
#ifndef OPENS_READ_H
#define OPENS_READ_H

#include "handlers/entry/flow_reader.h"

/* Of `y`, which may have none. Fields and kinds of fault have been read. `code` is the code that `y` is, whose arguments can be
 * asked too; NULL: none. */
void opens_read(struct flow_reader *r, const struct yaml *y, const struct code *code, struct opens_list *out);
/* The same of a clock's step, which opens at once. */
void opens_read_step(struct flow_reader *r, const struct yaml *y, struct opens_list *out);
/* Those of all states; `states` is where they are declared. */
void opens_read_states(struct flow_reader *r, const struct yaml *states);
/* All flows are read: what opens one that is not among them, and need not be (`must: no`), goes. */
void opens_settle(struct flows *set);

#endif
