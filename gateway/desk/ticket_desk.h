/* What a desk shows of one ticket beside what `show --json` says: titles, what comes next, nodes with what was counted to
 * them, what waits for a decision, and whose turn it is. */
#ifndef TICKET_DESK_H
#define TICKET_DESK_H

#include "gateway/desk/board_row.h"

/* Puts flow_title, state_title, late, next, steps, corrections and chain into the open object. `t` is whole. */
void ticket_desk_put(struct json_writer *j, const struct board *b, const struct ticket *t);

#endif
