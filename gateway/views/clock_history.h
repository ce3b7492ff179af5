/* How the clocks of a ticket went: made again from the ledger, event by event, with what was judged in the ledger's own words.
 * For explain.c. */
#ifndef CLOCK_HISTORY_H
#define CLOCK_HISTORY_H

#include "db/ledger/replay.h"
#include "gateway/base/columns.h"
#include "handlers/clock/clock_context.h"

#define RUNS_MAX 64 /* stretches of one clock between its pauses; what comes after them is left out */
#define HISTORY_LINE 320
#define HISTORY_AT 24

/* What one event said of a clock that had stopped. */
struct judgement {
	int64_t seq; /* the event's; 0: none */
	bool met;
	int64_t due, stopped;
	char rule[DUE_TEXT];
};

struct stretch { /* it ran from the one to the other; to 0: until it stops */
	int64_t from, to;
};

/* Since it last started. */
struct clock_history {
	struct stretch ran[RUNS_MAX];
	size_t ran_n;
	bool cut;                      /* there were more */
	struct judgement last, before; /* `last` stands in place of `before` */
};

struct account {                              /* of one clock */
	struct clock_history now, text_began; /* as it is; as it was before the text that is being followed */
	struct columns log;                   /* event by event, for columns_print() */
};

struct accounts {
	const struct ticket *t; /* as its row has it */
	struct ticket made;     /* as its events make it now */
	struct account of[CLOCKS_MAX];
};

/* Follows all events of `t`; `a` is zeroed. False if memory ran out, or the store failed. Whatever it returns, print or free the
 * logs by columns_print(). */
bool accounts_take(struct accounts *a, struct store *s, const struct clock_context *h, const struct ticket *t);

/* In words: `met, 20 min before it was due`, `late by 1 h 05 min`. */
void judgement_text(const struct judgement *j, char out[HISTORY_LINE]);
/* The line that holds, as the flow has it, or which promise it is. */
const char *history_rule(const struct clock_kind *k, const struct clock_state *s);
bool history_runs(const struct clock_state *s);
/* "2026-11-21 16:30", in `out`. */
const char *history_at(int64_t at, char out[HISTORY_AT]);

#endif
