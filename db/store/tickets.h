/* Tickets in the database. */
#ifndef TICKETS_H
#define TICKETS_H

#include "db/store/store.h"
#include "handlers/model/world.h"

/* The next ticket's number; taken for good only when the transaction commits. 0 on failure. */
int64_t tickets_next(struct store *s);

/* The number that tickets_next() will give, which is not taken by asking. 0 on failure. */
int64_t tickets_upcoming(struct store *s);

struct ticket_words { /* what is said on opening alone; only `fault` may not be NULL */
	const char *fault, *site, *serial, *customer, *station, *reported_by;
};
bool tickets_add(struct store *s, const struct ticket *t, const struct ticket_words *w, int64_t opened);
/* The ticket that was opened under this key of whoever opens tickets of that flow; 0 if none was. The other notes it. */
int64_t tickets_by_key(struct store *s, const char *flow, const char *key);
bool tickets_note_key(struct store *s, const struct ticket *t, const char *key);
/* Writes all that the ledger decides, and when it ended if its state is one that ends. */
bool tickets_save(struct store *s, const struct ticket *t, int64_t now);
/* Ends a ticket that stands nowhere, as it was opened by a text that was taken back. */
bool tickets_withdraw(struct store *s, const struct ticket *t, int64_t now);
/* Writes its clocks alone. */
bool tickets_save_clocks(struct store *s, const struct ticket *t, int64_t now);
/* From now on no clock of this ticket takes a step. */
bool tickets_mute(struct store *s, int64_t number);
/* Fills all of struct ticket, words included. The flow is found by name in `flows`; a ticket of a flow that is not
 * there counts as none. */
bool tickets_load(struct store *s, const struct flows *flows, int64_t number, struct ticket *out);
/* The same without words and km, in less than half the time, for whoever looks through many: what the ledger decides, its
 * clocks and its customer's sales manager. */
bool tickets_load_bare(struct store *s, const struct flows *flows, int64_t number, struct ticket *out);
/* Many at once, for the figures of days. */
struct tickets_glance {
	const struct flows *flows;
	/* `each` gets those of which both hold. `wants` is asked first: it knows the flow, the station and when it was opened.
	 * `sees` also knows the customer, their sales manager, the lead, companions and fields. NULL: it holds of all. */
	ticket_is *wants, *sees;
	/* It gets besides the nodes and of the clocks what clock_text_read_dues() reads; what was not asked for above is blank.
	 * False: no more. It may ask the store anything, except for another glance. */
	bool (*each)(void *ctx, struct ticket *t);
	void *ctx;
};
/* Those of the numbers that are tickets of these flows. They must be given in falling order, and come in it. Fast where they
 * lie near one another. False: `each` or the store ended it. */
bool tickets_glance(struct store *s, const struct tickets_glance *g, const int64_t *numbers, size_t n);
/* Sets what deadlines depend on besides the ledger: the km of its machine and the class of its customer. */
bool tickets_measure(struct store *s, struct ticket *t);
/* True if there is a ticket of that number, ended or not. */
bool tickets_known(struct store *s, int64_t number);
/* Who reported it, as was said on opening; "" where nobody said. */
bool tickets_reporter(struct store *s, int64_t number, char *out, size_t size);

#endif
