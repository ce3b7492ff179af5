/* Clocks found anew. A change of the flows, the calendars, the people or the machines may move a deadline, and so may a wall clock
 * that went back: then the clocks of every open ticket are made again from the ledger, in small steps while nothing else is to
 * be done. How far that came, and for which rules it was last done, lies in the database: a restart goes on, and does not begin
 * again. */
#ifndef RENEW_H
#define RENEW_H

#include "gateway/batch.h"

struct renew {
	bool wanted;
	int64_t after;  /* the last ticket that was done */
	char rules[65]; /* of what the deadlines hang on, in hex */
};

/* To be called at the start, after a reload and when another process has written: looks whether anything is to be made again.
 * False: the store failed. */
bool renew_look(struct renew *r, struct gateway *g, int64_t now);
/* Everything is to be made again, whatever the database says: the wall clock went back. */
bool renew_all(struct renew *r, struct gateway *g);
/* Some tickets more, in a transaction of their own; does nothing unless wanted. False: the store failed. */
bool renew_step(struct renew *r, struct gateway *g, int64_t now);

#endif
