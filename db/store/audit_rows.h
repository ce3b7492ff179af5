/* What the audit reads besides the ledger's own rows: whole tables, one row after another. */
#ifndef AUDIT_ROWS_H
#define AUDIT_ROWS_H

#include "db/store/ledger_rows.h"

/* An event beside the input that caused it. */
struct audit_input {
	int64_t seq, inbox;
	struct ledger_bytes digest;
	bool there; /* the row of the inbox is */
	struct ledger_bytes payload;
	int64_t length; /* that the payload came with: what was purged or cut is shorter */
};
/* An event beside the row of its ticket. */
struct audit_ticket {
	int64_t seq, number;
	const char *flow, *code, *change;
	bool there; /* the row of the ticket is */
	const char *its_flow, *state, *standing;
	bool ended;
	int64_t machine, customer, station, lead;
};

/* Each goes on while `each` returns true; what it gets lasts until it returns. False on failure of the store. */
struct audit_input_walk {
	bool (*each)(void *ctx, const struct audit_input *row);
	void *ctx;
};
bool audit_inputs(struct store *s, const struct audit_input_walk *w);
/* By ticket, then in the order of the events; those that are about no ticket are left out. */
struct audit_ticket_walk {
	bool (*each)(void *ctx, const struct audit_ticket *row);
	void *ctx;
};
bool audit_tickets(struct store *s, const struct audit_ticket_walk *w);
/* A ticket that has no events; 0: there is none, or the store failed. */
int64_t audit_orphan(struct store *s);

#endif
