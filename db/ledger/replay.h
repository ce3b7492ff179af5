/* A ticket made again from its events. */
#ifndef REPLAY_H
#define REPLAY_H

#include "db/store/store.h"
#include "handlers/clock/clock_context.h"

/* Makes the ticket again from its events before the first of inbox row `text` or a later one (INT64_MAX: all); its
 * words, clocks and last_text stay blank. False if there are none, or one cannot be read, or the store failed. */
bool ledger_replay(struct store *s, const struct flow *flow, int64_t ticket, int64_t text, struct ticket *out);
/* The same with its clocks, which depend on words too: `like` is the ticket with its words. */
bool ledger_replay_clocks(struct store *s, const struct clock_context *h, const struct ticket *like, int64_t text,
			  struct ticket *out);

/* One event on the way. */
struct ledger_step {
	int64_t seq, text, at;
	const char *code, *change;
	const struct ticket *before, *after;
	bool begins; /* the first of its text */
	bool undoes; /* takes the text before it back: the clocks of `after` stand as they did before that text */
};
struct ledger_watch {
	void (*each)(void *ctx, const struct ledger_step *e);
	void *ctx;
};
/* The same of all events, and shows each; with `h` NULL the clocks stay blank. */
bool ledger_replay_watched(struct store *s, const struct clock_context *h, const struct ticket *like,
			   const struct ledger_watch *w, struct ticket *out);

#endif
