/* A ticket: where it stands.
 *
 * What the ledger decides is above the line in struct ticket, the words below it. A ticket is moved on a copy
 * (ticket_move.h). What differs between the two is written as text, which the ledger keeps; from there the move can be
 * made again (change.h). So a ticket can always be rebuilt from its events, and an undo leads back. */
#ifndef TICKET_H
#define TICKET_H

#include "handlers/model/flow.h"
#include "handlers/people/roster.h"

#define COMPANIONS_MAX 6
#define CHANGE_BYTES 2048
#define FAULT_BYTES 512 /* the whole stays in the database */
#define SITE_BYTES 256
#define NUMBER_BYTES 24
#define DIGITS_TRIES 3 /* so often may wrong digits come; then others count */

enum node_how { NODE_OPEN, NODE_STAMPED, NODE_MISSED };
struct node {
	enum node_how how;
	int64_t at; /* when it happened; missed: when the text that skipped it was sent */
};

enum visit_phase { VISIT_AHEAD, VISIT_UNDERWAY, VISIT_THERE, VISIT_OVER };

/* A signature: who has agreed, of those whom a chain asks. */
struct signer {
	int64_t by;   /* 0: nobody yet */
	int64_t whom; /* in whose stead a deputy signed; 0: their own */
};

struct ticket {
	int64_t number; /* with its check digit; 0: no ticket */
	const struct flow *flow;
	int state; /* in flow->states; -1: one the flow no longer has */
	struct node nodes[NODES_MAX];
	int64_t claims[NODES_MAX]; /* stated times that wait for approval, UTC ms; 0 for none */
	int64_t askers[NODES_MAX]; /* who stated each; 0: the desk, or nobody */
	bool corrected[NODES_MAX]; /* the node's time is one that was approved, not that of its text */
	int64_t machine, customer, station;
	int64_t lead, former; /* people; former: the lead before the present one */
	int64_t companions[COMPANIONS_MAX];
	size_t companions_n;
	int64_t fields[FIELDS_MAX]; /* as flow->fields: what field_kept() says; 0 for none */
	int visit;                  /* from 1 */
	enum visit_phase phase;
	bool down;
	int chain;                          /* that asks people, or was the last to, in flow->chains from 1; 0: none */
	int turn;                           /* who is asked now, in its asks from 1; 0: nobody */
	struct signer signatures[ASKS_MAX]; /* as its asks */
	int64_t parent;                     /* the ticket that opened it; 0: none did */
	int64_t opens[OPENED_MAX];          /* as flow->opened: when it opens one, UTC ms, or has; 0: it does not */
	int set, wrong; /* which set of digits was sent with the question, and how often wrong ones came since */
	int claim_set, claim_wrong; /* the same of the digits for stated times; an undo leaves them as they are */
	int64_t again, again_at;    /* the ticket on which the machine was repaired shortly before, and when; 0: none */
	/* The last text that changed it, for undo; 0 where there was none, or after an undo. */
	int64_t last_text, last_by, last_at;
	struct clock_state clocks[CLOCKS_MAX]; /* as flow->clocks; follows from the ledger too, and is kept beside it */
	int64_t opens_taken;                   /* those of `opens` up to then were opened; kept beside it too */
	bool lost;                             /* it is in a state that the flow no longer has */
	/* ---- words, not in the ledger ---- */
	int64_t opened; /* UTC ms */
	char fault[FAULT_BYTES];
	char site[SITE_BYTES];
	char serial[SERIAL_BYTES]; /* the machine's, or the words that were given instead */
	char model[NAME_BYTES];
	char customer_name[NAME_BYTES];
	char customer_number[MSISDN_MAX];
	char customer_class;      /* 'A' to 'D', or 0 */
	double km;                /* from the station to the machine; -1: not known */
	int64_t customer_manager; /* the customer's own sales manager, or 0 */
	char station_name[NAME_BYTES];
	char place[128]; /* where the machine was last known to be, in words */
};

/* A ticket of this flow before anything happened to it. */
void ticket_blank(struct ticket *t, const struct flow *f, int64_t number);

/* True if its opening was taken back: it is in no state, not even a lost one, and none of its nodes is stamped or missed. */
bool ticket_withdrawn(const struct ticket *t);
/* True if it is in a state that ends, or was withdrawn. */
bool ticket_ended(const struct ticket *t);
/* When it next opens a ticket that waits for its time; 0: none waits. */
int64_t ticket_opens_next(const struct ticket *t);
/* The nodes, as bits, for which a stated time waits. */
uint32_t ticket_claimed(const struct ticket *t);
/* The time of the last node stamped before `node` in the order of the flow (of all, if -1); 0 if none. */
int64_t ticket_last_stamp(const struct ticket *t, int node);
/* When somebody is planned to come, and when they are expected, as last promised; 0 if nothing is promised. */
int64_t ticket_planned(const struct ticket *t);
int64_t ticket_expected(const struct ticket *t);
/* The node that a text of this code fills although the ticket has gone on: one that the code stamps, and that a text
 * sent later has skipped. -1 if there is none, or it is not known when the text was sent (0). */
int ticket_overtaken_node(const struct ticket *t, const struct code *c, int64_t sent);

/* True if the ticket is about p, as a complaint may be, or about somebody for whom p stands in now. Whatever else they
 * are, they are told nothing of it, may do nothing on it and do not see it. */
bool ticket_is_about(const struct ticket *t, const struct person *p, const struct roster *r, int64_t now);

/* True if the person has to do with this ticket, and it is not about them: as lead, companion or customer, named by a
 * field, or by a role for its station or one that a field names. */
bool ticket_has_to_do(const struct ticket *t, const struct person *p, const struct roster *r, int64_t now);

/* The station that this field leads to: the one that it names, or that of the person whom it names (0: of one who serves
 * all). False if the field is empty, or the person no longer works here. */
bool ticket_named_station(const struct ticket *t, const struct field_people *who, const struct roster *r,
			  int64_t *station);
/* True if p is one of them. */
bool ticket_names(const struct ticket *t, const struct field_people *who, const struct person *p,
		  const struct roster *r, int64_t now);
/* True if this code may be sent by whom a field of the ticket names, and p is one of them. */
bool ticket_names_for(const struct ticket *t, const struct code *c, const struct person *p, const struct roster *r,
		      int64_t now);

#endif
