/* Moving a ticket: the one place that does. */
#ifndef TICKET_MOVE_H
#define TICKET_MOVE_H

#include "handlers/model/ticket.h"

struct move {
	const struct code *code;
	int64_t at;                  /* when it was sent, or came in if that is not plausible */
	int64_t lead;                /* 0: as it is */
	int64_t planned, eta, claim; /* 0: none */
	int64_t by;                  /* who stated the claim */
	const int64_t *companions;
	size_t companions_n;
	bool set_companions;
};
/* The one mover: state, stamps, missed nodes, visit, people, promises. The caller has made sure that the code fits. */
void ticket_move(struct ticket *t, const struct move *m);
/* All that the ledger decides, clocks too, becomes as in `was`; the words stay. */
void ticket_restore(struct ticket *t, const struct ticket *was);
/* Fills a missed node whose text was overtaken on its way: the node alone. */
void ticket_fill(struct ticket *t, int node, int64_t at);
/* A time that someone states for a node, and that waits; 0: none does any more. */
void ticket_claim(struct ticket *t, int node, int64_t at, int64_t by);
/* The time that waits for this node becomes its time. */
void ticket_correct(struct ticket *t, int node);

#endif
