/* What the queue has in hand: its lanes, the rows that it has read, whom they are for, and what is to be written about
 * them. Rows come to it and leave it by these functions alone. It is for this wing alone.
 *
 *	read ─► waiting (its receiver is not free) ─► called ─┐                      ┌─► settled
 *	     └────────────────────────────────────────────────┴─► (marked ─► goes ─►) under way
 *	                                        called ◄─ held (it alone has to wait) ◄─┘
 */
#ifndef MT_BOARD_H
#define MT_BOARD_H

#include "db/outbox/outbox_waiting.h"
#include "gateway/outbox/mt_ids.h"
#include "gateway/outbox/mt_lanes.h"
#include "gateway/outbox/mt_rows.h"
#include "gateway/outbox/mt_settled.h"
#include "gateway/outbox/mt_waiting.h"

struct mt_board {
	struct store *store;
	struct mt_lanes lanes;
	struct mt_rows rows;        /* in hand, but for those that wait for their receiver */
	struct mt_rows receivers;   /* that have one in hand, of lanes whose transport keeps no order */
	struct mt_waiting *waiting; /* rows */
	struct mt_ids called;       /* rows to be handed over, as struct mt_row has it */
	struct mt_ids held;
	int64_t held_due; /* UTC ms: when the first of these is, of lanes that flow; INT64_MAX: never */
	struct mt_settled settled;
};

/* False: out of memory; to be freed in any case. */
bool mt_board_init(struct mt_board *b, struct store *s);
void mt_board_free(struct mt_board *b);

/* The lane of a channel, made where there is none: those of its texts that wait by themselves are in hand from then on.
 * False: the store or memory failed. */
bool mt_board_add_lane(struct mt_board *b, const struct transports *ts, const char *channel, uint32_t *lane);
struct lane *mt_board_lane(const struct mt_board *b, uint32_t lane);

/* ---- receivers ---- */

/* As a number; 0: any number of texts may be under way to it. */
int64_t mt_board_receiver(const struct mt_board *b, uint32_t lane, const char *number);
bool mt_board_is_busy(struct mt_board *b, int64_t receiver);

/* ---- rows ---- */

/* Takes a row in hand, and its receiver. False: out of memory. */
bool mt_board_take(struct mt_board *b, const struct mt_row *row);
/* It is as if never read: lets it and its receiver go. The lane reads it again. */
void mt_board_put_back(struct mt_board *b, int64_t id);
/* The same once it is written that it is ready, which is noted. */
void mt_board_settle_back(struct mt_board *b, struct mt_row *row);
/* One that is not in hand, nor will it be: what is to be written of it is noted. False: out of memory. */
bool mt_board_pass(struct mt_board *b, const struct mt_row *row);
/* What is to be written of it is noted: its receiver's next is called. */
void mt_board_settle(struct mt_board *b, struct mt_row *row);
/* It waits by itself until then (UTC ms), as is noted; all others to its receiver wait for it. */
void mt_board_settle_held(struct mt_board *b, struct mt_row *row, int64_t until);
/* Those that have waited are called, of lanes that flow. */
void mt_board_call_due(struct mt_board *b, int64_t now);
/* The one of a blocked lane that has waited longest; 0: none of it is due, and *due says when the first is. */
int64_t mt_board_due_of(struct mt_board *b, uint32_t lane, int64_t now, int64_t *due);
/* Lets go of all of a lane that waits for its receiver or was called, and reads the lane again from its beginning. */
void mt_board_read_again(struct mt_board *b, uint32_t lane);
/* What was to be written is: settled rows leave, marked ones go. */
void mt_board_written(struct mt_board *b);
/* No more is handed over: what is marked, or about to be, is to be ready again. */
void mt_board_stop(struct mt_board *b);

#endif
