/* How the clocks of a ticket went: made again from the ledger, event by event, with each verdict in the ledger's own
 * words. For this wing alone. */
#ifndef CLOCK_HISTORY_H
#define CLOCK_HISTORY_H

#include "db/ledger/replay.h"
#include "db/store/store.h"
#include "gateway/base/columns.h"
#include "gateway/show/judgement.h"
#include "handlers/clock/clock_context.h"

#define STRETCHES_MAX 64 /* of one clock; those after more pauses are left out */
#define HISTORY_AT 24
#define HISTORY_RULE (LABEL_BYTES + 24)

struct stretch { /* it ran from the one to the other; to 0: until it stops */
	int64_t from, to;
};

/* One clock since it last started. */
struct clock_run {
	struct stretch ran[STRETCHES_MAX];
	size_t ran_n;
	bool cut;                      /* there were more */
	struct judgement last, before; /* `last` replaced `before` */
};

struct clock_history {                     /* of one clock */
	struct clock_run run, before_text; /* as it is; as it was before the text that is being followed */
	struct columns log;                /* a row for each event, for columns_print() */
};

struct clock_histories {
	const struct ticket *t; /* as its row has it */
	struct ticket made;     /* as its events make it now */
	struct clock_history of[CLOCKS_MAX];
};

/* Follows all events of `t`; `all` is zeroed. False if memory ran out or the store failed. Whatever it returns, each
 * log must be printed by columns_print(), which frees it. */
bool clock_histories_take(struct clock_histories *all, struct store *s, const struct clock_context *c,
			  const struct ticket *t);

/* The line that holds, as the flow has it, or which promise it is; written into `out` where need be. */
const char *history_rule(const struct flow *f, const struct clock_kind *k, const struct clock_state *s,
			 char out[HISTORY_RULE]);
bool history_runs(const struct clock_state *s);
/* "2026-11-21 16:30", in `out`. */
const char *history_at(int64_t at, char out[HISTORY_AT]);

#endif
