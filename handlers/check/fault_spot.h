/* Where something in a flow's file stands, for a fault to point at. For this wing alone. */
#ifndef FAULT_SPOT_H
#define FAULT_SPOT_H

#include "handlers/model/flow.h"

struct spot {
	const char *file;
	int line, col, width;
};

/* As wide as `word`. */
struct spot spot_at(const struct flow *flow, int line, int col, const char *word);
struct spot spot_state(const struct flow *flow, size_t state);
struct spot spot_tell(const struct flow *flow, const struct tell *t);

#define FAULT_AT(f, spot, ...) fault_add(f, (spot).file, (spot).line, (spot).col, (spot).width, __VA_ARGS__)

#endif
