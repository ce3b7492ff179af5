/* The table of kinds of argument. Only reading a flow's file asks it: from then on an argument has its row
 * (handlers/model/value_kind.h). */
#ifndef KINDS_H
#define KINDS_H

#include "handlers/model/flow.h"

/* clang-format off */
/* The rows, in the order in which faults list them: `time` is kind_time, in kind_time.c. */
#define KINDS(row) row(time) row(lead) row(person) row(people) row(words) row(place) row(node) row(past) \
	row(number) row(choice) row(date) row(station) row(machine) row(besides) \
	row(digits)

#define KIND_ROW(name) extern const struct value_kind kind_##name;
KINDS(KIND_ROW)
#undef KIND_ROW
/* clang-format on */

#define KINDS_OF_ARGUMENT_MAX 24

/* The i-th kind; NULL behind the last. */
const struct value_kind *kinds_at(size_t i);
/* The first kind that brings this. */
const struct value_kind *kinds_bringing(enum brings what);

#endif
