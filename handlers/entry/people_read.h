/* People as a flow's file names them by its fields: `owner`, `owner.station_head`, `branch.station_head`. */
#ifndef PEOPLE_READ_H
#define PEOPLE_READ_H

#include "handlers/entry/flow_reader.h"

/* True if `word` begins with the name of a field. *out is then whom it names; its field is -1, with a fault at `n`, where
 * that is nobody. */
bool people_read_field(struct flow_reader *r, const struct yaml *n, const char *word, struct field_people *out);
/* One of those who are told: a name of audience_names, or whom a field names. False, with a fault, if it is neither. */
bool people_read_audience(struct flow_reader *r, const struct yaml *n, struct tell *t);
/* The list `by` of a code: into its `by` and its `by_fields`. */
void people_read_by(struct flow_reader *r, const struct yaml *list, struct code *c);

#endif
