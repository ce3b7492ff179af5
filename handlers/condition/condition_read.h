/* Reading conditions from a flow's file: the one reader, for due lines, clocks and whom a text tells. */
#ifndef CONDITION_READ_H
#define CONDITION_READ_H

#include "handlers/model/condition.h"
#include "handlers/model/flow.h"
#include "templates/file/yaml.h"

/* Where a condition stands. */
struct condition_place {
	struct flow *flow;       /* it becomes one of its conditions; its kinds of fault have been read */
	const struct code *code; /* whose text moves the ticket: its arguments can be asked too; NULL: none does */
	struct faults *f;
};

/* The value of a key `if`: a name, or a map. NULL, with a fault, if nothing in it can be read. */
const struct condition *condition_read(const struct condition_place *p, const struct yaml *y);
/* The same for a schedule, which asks machines, not tickets. */
const struct condition *condition_read_of_machines(const struct condition_place *p, const struct yaml *y);
/* Those keys of a map that are conditions; the others, `rest` (NULL behind the last), are the caller's. A key that is
 * neither is a fault. NULL if no key is one. */
const struct condition *condition_read_keys(const struct condition_place *p, const struct yaml *map,
					    const char *const *rest);

/* True if a condition has a key of that name that asks something else than an argument or a field. */
bool condition_asks(const char *name);

#endif
