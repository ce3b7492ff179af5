/* What a desk shows of one ticket beside what `show --json` says: titles, what comes next, nodes with what was counted to
 * them, what waits for a decision, and whose turn it is. */
#ifndef TICKET_BOARD_H
#define TICKET_BOARD_H

#include "gateway/board/board_row.h"

/* Puts titles, what board_next_put() puts, steps, corrections and chain into the open object. `t` is whole. */
void ticket_board_put(struct json_writer *j, const struct board *b, const struct ticket *t);

#endif
