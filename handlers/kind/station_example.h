/* A station in an example. For this wing alone. */
#ifndef STATION_EXAMPLE_H
#define STATION_EXAMPLE_H

#include "handlers/model/value_kind.h"

/* As struct value_kind's `example`: the first station that there is. */
bool station_example(const struct asker *a, const struct take *k, const struct ticket *t, struct text *out);

#endif
