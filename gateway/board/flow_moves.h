/* A flow as a drawing has it: where a ticket begins, and what leads from one state to another. */
#ifndef FLOW_MOVES_H
#define FLOW_MOVES_H

#include "gateway/wire/json_writer.h"
#include "handlers/model/flow.h"

/* Puts `start` and `moves` into the open object; what leaves a ticket where it stands is a move, too. */
void flow_moves_put(struct json_writer *j, const struct flow *f, const struct roles *roles);

#endif
