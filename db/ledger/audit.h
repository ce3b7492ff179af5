/* Whether the ledger still is what was written, and the rest of the database what follows from it. */
#ifndef AUDIT_H
#define AUDIT_H

#include "db/store/ledger_rows.h"

/* Checks that
 *
 *	each event's hash follows from the event before it,
 *	each event's input is there and says what it said (what was purged, or cut when refused, is passed over, and
 *	so is an event that came from none),
 *	each ticket is what its events make of it,
 *	each ticket has events, and each event a ticket (one of ticket 0 is about none).
 *
 * `head` may be NULL, or a hash in hex that must be in the chain. True if all holds. Else one line in why[size]: the
 * first event (by its seq) or ticket that does not follow, or that the tail after `head` is missing; or, with
 * store_failed(), why it could not be read. All is read from one state of the database, so that a gateway may go on
 * writing. Memory is bounded. */
bool ledger_audit(struct store *s, const struct flows *flows, const char *head, char *why, size_t size);

#endif
