/* Making the clocks of open tickets again. A change of the flows, the calendars, the people or the machines may move
 * a deadline, and so may a wall clock that went back: then the clocks of every open ticket are computed again from
 * the ledger, in small steps while nothing else is to be done. How far that came, and for which rules it was last
 * done, lies in the database: a restart goes on, and does not begin again. */
#ifndef CLOCK_REFRESH_H
#define CLOCK_REFRESH_H

#include "gateway/state/gateway.h"

#define CLOCK_REFRESH_HEX 65 /* SHA-256 in hex, and a NUL */

struct clock_refresh {
	bool wanted;
	int64_t after;                 /* the last ticket that was done */
	char rules[CLOCK_REFRESH_HEX]; /* digest of all that deadlines depend on */
};

/* At the start, after a reload and when another process has written: looks whether anything is to be made again.
 * False: the store failed. */
bool clock_refresh_look(struct clock_refresh *r, struct gateway *g, int64_t now);
/* Everything is to be made again, whatever the database says. False: the store failed. */
bool clock_refresh_all(struct clock_refresh *r, struct gateway *g);
/* Some tickets more, in a transaction of their own; does nothing unless wanted. False: the store failed. */
bool clock_refresh_step(struct clock_refresh *r, struct gateway *g, int64_t now);

#endif
