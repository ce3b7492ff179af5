/* Reading `fields`: what a ticket keeps of what codes take. For this wing alone. */
#ifndef FIELD_READ_H
#define FIELD_READ_H

#include "handlers/entry/flow_reader.h"

/* Reads the flow's `fields`, if it has any; before its codes. */
void field_read_all(struct flow_reader *r, const struct yaml *root);
/* The field in which a ticket keeps this argument, whose name and kind have been read at n; -1 if in none. The argument gets
 * the field's choices and unit. A flow that declares no fields gets one for each time that its moving codes take. */
int field_read_take(struct flow_reader *r, const struct yaml *n, const struct code *c, struct take *t);
/* The field of a promise, by its name; one that is there in any case. */
int field_read_promise(struct flow_reader *r, const struct yaml *n);
/* Behind codes and clocks: settles until when fields stand that the flow does not declare. Where there are several, one is
 * the planned time, which stands until a visit is left: that of a code that takes a lead too, else the first. The others
 * follow it and, like one that is alone, stand until their clock stops, or until the next move where no clock watches
 * them. */
void field_settle(struct flow_reader *r);

#endif
