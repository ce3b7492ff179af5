/* What waits for somebody: to sign, to decide, to place, and tickets that go on by a text of theirs. */
#ifndef MINE_LIST_H
#define MINE_LIST_H

#include "db/store/store.h"
#include "handlers/answer/context.h"

#define MINE_EACH 64 /* of what waits for one code, in order of number */
#define MINE_MOST 512

struct mine {
	int64_t number;
	const char *waits; /* "sign", "decide", "place", "do", or "own": they lead it, and another is asked next */
	const struct code *code; /* what they would send; NULL of "own" */
};

/* `p` is the roster's own: who acts for whom is told by that. Each ticket once, in the order above, *n of them. Tickets
 * that are about them are left out. False if memory ran out; whether the store failed is for the caller to ask. */
bool mine_list(const struct context *ctx, struct store *s, const struct person *p, int64_t now,
	       struct mine out[MINE_MOST], size_t *n);

#endif
