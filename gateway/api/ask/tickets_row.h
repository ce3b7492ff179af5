/* A ticket as an item of a list, as the asker may see it. */
#ifndef TICKETS_ROW_H
#define TICKETS_ROW_H

#include "gateway/api/ask/api_ask.h"
#include "gateway/board/board_row.h"

/* Whom the board is for. */
struct board tickets_board(const struct api_ask *ask);
/* Adds it to the open list; what they may not see of it is masked in the ticket. */
void tickets_row_put(const struct api_ask *ask, struct json_writer *j, struct ticket *t);
/* The same into an object that is open already. */
void tickets_members_put(const struct api_ask *ask, struct json_writer *j, struct ticket *t);

#endif
