/* Reading what arguments and fields have in common: their kind, and the keys of a kind's own. */
#ifndef VALUE_READ_H
#define VALUE_READ_H

#include "handlers/entry/flow_reader.h"

/* The kind that `is` names. `what` completes "there is no ...". Where `kept`, only kinds that a ticket keeps. What is
 * wrong is a fault, and the rest of the file is read as if it were the first. */
const struct value_kind *value_read_kind(struct flow_reader *r, const struct yaml *n, const char *what, bool kept);
/* A fault for each key of n that is neither in `keys`, NULL behind the last, nor one of the kind's own. */
void value_check_keys(struct flow_reader *r, const struct yaml *n, const struct value *v, const char *const *keys);

#endif
