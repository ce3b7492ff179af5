/* Moving a ticket. Nothing else does. */
#ifndef TICKET_MOVE_H
#define TICKET_MOVE_H

#include "handlers/model/ticket.h"

struct move {
	const struct code *code;
	int64_t at;               /* when the text was sent; when it came, if that is not plausible */
	int64_t lead;             /* 0: as it is */
	int64_t told[FIELDS_MAX]; /* what it is to keep, as field_kept() says; 0: nothing is said of it */
	int64_t claim;            /* 0: none */
	int64_t by;               /* who stated it */
	const int64_t *companions;
	size_t companions_n;
	bool set_companions;
};
/* State, stamps, missed nodes, visit, people, fields. The caller has made sure that the code fits. */
void ticket_move(struct ticket *t, const struct move *m);
/* What a text of this code told, as above: what is told anew stands, and the others until they are forgotten. ticket_move()
 * does this too. */
void ticket_tell(struct ticket *t, const struct code *c, const int64_t *told);
/* Leads it back to `state`, without its lead, who goes with them, and what was promised. */
void ticket_take_back(struct ticket *t, int state);
/* Takes it up again in `state`, for another visit. Nodes stay as they are; what was promised is over. */
void ticket_reopen(struct ticket *t, int state);
/* Takes back that it was opened: it is in no state, and nothing has happened to it. Whom it concerns stays. */
void ticket_withdraw(struct ticket *t);
/* Makes all that the ledger decides, clocks too, what it is in `was`; the words stay, and so do the digits of stated times:
 * what was sent with others never counts again. */
void ticket_restore(struct ticket *t, const struct ticket *was);
/* Stamps a missed node whose text was overtaken on its way, and changes nothing else. */
void ticket_fill(struct ticket *t, int node, int64_t at);
/* Has a time wait that someone states for a node; 0: none waits any more. */
void ticket_claim(struct ticket *t, int node, int64_t at, int64_t by);
/* A decision on such times came with wrong digits. After DIGITS_TRIES of these another set of digits counts. */
void ticket_claim_wrong(struct ticket *t);
/* Makes the time that waits for this node its time. */
void ticket_correct(struct ticket *t, int node);

#endif
