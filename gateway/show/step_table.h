/* The reminders and escalations of one clock as a table: when each is due, whether it was taken, whom it tells. For
 * this wing alone. */
#ifndef STEP_TABLE_H
#define STEP_TABLE_H

#include <stdio.h>

#include "handlers/clock/clocks.h"

/* `clock` is its index in the ticket's flow. Prints nothing where it has no steps. */
void step_table_print(const struct clock_context *c, const struct ticket *t, size_t clock, FILE *out);

#endif
