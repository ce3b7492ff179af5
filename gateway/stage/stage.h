/* A stage: a whole gateway in memory, on which people and their texts are played. It has a database of its own, which is
 * gone with it, a clock that stands still until it is moved, no broker and no carrier. Rehearsals play talks on one
 * (gateway/rehearse), the phones of the desk each a play of their own (gateway/phones). */
#ifndef STAGE_H
#define STAGE_H

#include "gateway/road/batch.h"

struct stage {
	const struct setup *setup;
	struct gateway gateway;
	int64_t minute;        /* the clock, UTC ms; 0: not set yet */
	int within;            /* inputs in this minute: each is a millisecond later, so that their order is kept */
	int sends;             /* inputs with an id so far */
	const enum lang *lang; /* in which openings are answered; NULL: as the log has it */
};

/* The setup is borrowed, the rules held, and their locale is this thread's from then on. False with one line in why[size],
 * and then nothing is to be closed. */
bool stage_open(struct stage *s, const struct setup *setup, struct rulebook *rules, char *why, size_t size);
void stage_close(struct stage *s);

int64_t stage_now(const struct stage *s);
/* Moves the clock to that minute, and nothing else; it never goes back. */
void stage_move(struct stage *s, int64_t minute);

#define STAGE_ID 32
/* The next input's id. */
void stage_next_id(struct stage *s, char out[STAGE_ID]);
/* Takes one input, now; the payload, which is freed, is not NULL. What became of it is the first of `b`, which is begun as
 * {0} and to be freed with batch_free(). False if the store or memory failed. */
bool stage_put(struct stage *s, enum input_kind kind, char *payload, bool by_hand, struct batch *b);

/* The clock is about to move on: what the database knows nothing of yet is noted. */
void stage_clock_begin(struct stage *s);
/* When something falls due next, which may be over; 0: nothing does. */
int64_t stage_next(struct stage *s);
/* One turn of what is due at `now`, to which the clock then moves. As stage_put(). */
bool stage_turn(struct stage *s, int64_t now, struct batch *b);
/* The rows of the inbox that a turn was filed as: the first, and how many; 0: nothing was due. */
size_t stage_turn_rows(const struct batch *b, int64_t *first);

#endif
