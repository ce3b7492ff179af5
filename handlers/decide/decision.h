/* One decision under way: shared by decide.c and its neighbours alone. */
#ifndef DECISION_H
#define DECISION_H

#include "handlers/decide/answer.h"
#include "handlers/decide/choose.h"
#include "handlers/decide/example.h"
#include "handlers/read/reading.h"

struct decision {
	const struct context *h;
	const struct mo *m;
	struct effects *e;
	struct reading r;
	int64_t moment; /* when the text was sent, as far as that is plausible */
	const struct code *codes[CODES_IN_TEXT];
	struct saying s;
	struct ticket before; /* the ticket chosen, as it was */
	struct ticket others[FITS_MAX];
	size_t others_n;
	struct example_wish wish;
	char what[NAME_BYTES];
	char example[500];
	struct text list;
};

/* Ends the decision: the sender is told why, with an example; nothing moves. */
void refuse(struct decision *d, const char *why, const char *what);

/* tell.c: everyone whom the codes tell, each once, the sender left out; `named` is whom the text names, or NULL. */
void tell_codes(struct decision *d, const struct person *named);
/* A text that tells nobody else may still have stated times: whoever is to hear of these. */
void tell_stated(struct decision *d);
void tell_opening(const struct context *h, struct effects *e, struct saying *s);
/* The audiences of a clock's step. */
void tell_step(const struct context *h, struct effects *e, const struct saying *s, const struct clock_step *p);
/* Says `template` to everyone who was told because of that text (0: because of any) of this ticket, the sender left out. */
void tell_told(struct decision *d, int64_t ticket, int64_t text, const char *template);

/* requests.c: codes that move no ticket, and a customer's words. */
void decide_list(struct decision *d);
void decide_help(struct decision *d);
void decide_deputy(struct decision *d);
void decide_undo(struct decision *d);
/* The tickets whose last text the sender may still take back, into d->others; returns how many. */
size_t find_undoable(struct decision *d);
void decide_forward(struct decision *d);

/* correct.c: a node's true time, asked for by one and decided on by another. */
void decide_claim(struct decision *d);
void decide_correction(struct decision *d);
/* The node that this person could ask to be corrected now, `node` if that is possible (-1: whichever), and a time that
 * would do, `at` if that does (0: any). False if there is none. */
bool correctable(const struct ticket *t, const struct person *p, int64_t now, int *node, int64_t *at);
/* The first node for which a time waits that somebody else has stated, `node` if it is such; -1 if there is none. */
int decidable(const struct ticket *t, const struct person *p, int node);

/* arguments.c: what the codes take, checked; false when the text was refused. */
struct arguments {
	int64_t time;
	const struct person *lead, *person;
	int64_t companions[COMPANIONS_MAX];
	size_t companions_n;
	const struct station *station;
	struct machine machine; /* id 0: none */
	uint32_t nodes;         /* bit a node */
};
/* True if the ticket cannot do without this argument in the text. */
bool must_have(const struct context *h, const struct take *k, const struct ticket *t);
/* What stands for a time is none. */
bool refuse_wrong_time(struct decision *d);
bool read_arguments(struct decision *d, const struct code *c, const struct ticket *t, bool happened,
		    struct arguments *a);

/* picking.c: the ticket a text goes to, into d->before; false when the text was refused. */
bool choose_ticket(struct decision *d, const struct code *c);
/* The same for a code that approves or refuses: the one on which a stated time waits. */
bool choose_claimed_ticket(struct decision *d, const struct code *c);
bool refuse_number(struct decision *d, int64_t number);
bool refuse_state(struct decision *d);
/* A line of d->list for a ticket; the list that a refusal shows. */
void list_ticket(struct decision *d, const struct ticket *t, enum lang l);
void list_tickets(struct decision *d, const struct ticket *all, size_t n, enum lang l);
/* Lists the nodes for which a time waits: node, time, who stated it. */
void list_claims(struct decision *d, const struct ticket *t);
uint32_t open_states(const struct flow *f);
/* The time behind the i-th code, which says when it happened; 0 where none is said. It is not before `after`, the one behind
 * the code before. False: refused. */
bool read_claim(struct decision *d, size_t i, int64_t after, int64_t *claim);
/* Takes a text of d->codes that later ones overtook. False: it is none, and moves the ticket. */
bool decide_overtaken(struct decision *d);
/* The text has done its work: the ticket as it is afterwards, and which times it states. */
void keep_ticket(struct decision *d, const struct ticket *t);
/* Puts before → after into an event of this code, and lets the clocks of `after` follow it. */
void add_event(const struct context *h, struct effects *e, const struct ticket *before, struct ticket *after,
	       const char *code, int64_t by, int64_t at);
/* The same for what takes the ticket back to where it was, clocks and all. */
void add_event_back(struct effects *e, const struct ticket *before, const struct ticket *after, const char *code,
		    int64_t by, int64_t at);
/* Adds to the last event the time that was stated for it, where no node keeps it: the ledger forgets nothing that was said. */
void add_stated(struct effects *e, const struct ticket *before, const struct ticket *after, int64_t claim);

#endif
