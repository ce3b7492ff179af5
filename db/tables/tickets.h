/* Tickets in the database. */
#ifndef TICKETS_H
#define TICKETS_H

#include "db/sqlite/store.h"
#include "handlers/model/world.h"

/* The next number; taken for good only when the transaction commits. 0 on failure. */
int64_t tickets_next(struct store *s);

struct ticket_words { /* what only opening knows */
	const char *fault, *site, *serial, *customer, *station, *reported_by;
};
bool tickets_add(struct store *s, const struct ticket *t, const struct ticket_words *w, int64_t opened);
/* Writes all that the ledger decides; `ended_at` is noted when the state ends. */
bool tickets_save(struct store *s, const struct ticket *t, int64_t now);
/* Writes its clocks alone. */
bool tickets_save_clocks(struct store *s, const struct ticket *t, int64_t now);
/* No clock of this ticket is asked any more. */
bool tickets_mute(struct store *s, int64_t number);
/* Open or not, whose clocks have a step to be taken by `now`: the one that waits longest first. */
size_t tickets_due(struct store *s, int64_t now, int64_t *numbers, size_t max);
/* When the next step of any clock is to be taken; 0: never, as all stand. By index, one row. */
int64_t tickets_next_due(struct store *s);
/* Tickets one after another, while `each` returns true. It may ask the store for anything but these walks. */
struct ticket_walk {
	bool (*each)(void *ctx, const struct ticket *t);
	void *ctx;
};
/* Those whose clocks have a step to be taken, the soonest first. False on failure. */
bool tickets_by_next(struct store *s, const struct flows *flows, const struct ticket_walk *w);
/* Those that lack a text node since `since` or later, the one that lacks its first longest before the others: open ones, or
 * ended ones. False on failure. */
bool tickets_lacking(struct store *s, const struct flows *flows, bool ended, int64_t since,
		     const struct ticket_walk *w);
/* Tickets of the flow in one of `states` (bits) without a station or a machine: the first `max` by number; *count is how many
 * there are, up to UNPLACED_COUNTED. */
#define UNPLACED_COUNTED 1000
size_t tickets_unplaced(struct store *s, const struct flow *flow, uint32_t states, struct ticket *out, size_t max,
			size_t *count);
/* Fills all of struct ticket, words included; the flow is found by name in `flows`, a ticket of a flow that is
 * not there counts as none. */
bool tickets_load(struct store *s, const struct flows *flows, int64_t number, struct ticket *out);
/* Sets what deadlines hang on besides the ledger, of the machine and the customer that it names: km and class. */
bool tickets_measure(struct store *s, struct ticket *t);
/* As struct world's `tickets`, and as briefly: by index, one state after another, at most `max`, in order of number. */
size_t tickets_find(struct store *s, enum whose whose, int64_t id, const struct flow *flow, uint32_t states,
		    struct ticket *out, size_t max);
/* As struct world's `claimed`. */
size_t tickets_claimed(struct store *s, enum whose whose, int64_t id, const struct flow *flow, struct ticket *out,
		       size_t max);
/* As struct world's `load` and `earlier`. */
size_t tickets_load_of(struct store *s, const struct ticket *t, int64_t from, int64_t until);
bool tickets_earlier(struct store *s, const struct ticket *t, int node, int64_t since, int64_t *number, int64_t *at);
/* Newest first, `max` at most, from below `before` (0: from the newest); open ones only, or all. For `list`. */
size_t tickets_list(struct store *s, const struct flows *flows, bool all, int64_t before, struct ticket *out,
		    size_t max);
/* Who reported it, as was said on opening; "" where nobody said. */
bool tickets_reporter(struct store *s, int64_t number, char *out, size_t size);
/* Numbers of open tickets above `after`, in order, at most max. */
size_t tickets_open_after(struct store *s, int64_t after, int64_t *numbers, size_t max);
/* States, by name, of open tickets of a flow that have at least one ticket: for reload and check. out[max] of
 * FLOW_NAME. */
size_t tickets_states(struct store *s, const char *flow, char out[][FLOW_NAME], size_t max);
/* Open tickets in that state; writes up to max numbers, returns how many there are in all. */
size_t tickets_in_state(struct store *s, const char *flow, const char *state, int64_t *numbers, size_t max);

#endif
