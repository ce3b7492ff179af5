/* Reading the key `opens` of a code, a state that ends, a clock's step or a schedule: the other flows whose tickets it
 * opens. */
#ifndef OPENS_READ_H
#define OPENS_READ_H

#include "handlers/entry/flow_reader.h"

/* Of `y`, which may have none. Fields and kinds of fault have been read. `code` is the code that `y` is, whose arguments can be
 * asked too; NULL: none. */
void opens_read(struct flow_reader *r, const struct yaml *y, const struct code *code, struct opens_list *out);
/* The same of a clock's step, and of a schedule, which open at once. */
void opens_read_step(struct flow_reader *r, const struct yaml *y, struct opens_list *out);
void opens_read_schedule(struct flow_reader *r, const struct yaml *y, struct opens_list *out);
/* Those of all states; `states` is where they are declared. */
void opens_read_states(struct flow_reader *r, const struct yaml *states);
/* All flows are read: what opens one that need not be there (`must: no`) counts where it is. */
void opens_settle(struct flows *set, struct faults *f);

#endif
