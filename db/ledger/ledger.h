/* The ledger: every event that ever moved a ticket, each with the hash of the one before, because scores and pay are
 * counted from the times in it.
 *
 * hash = SHA-256 of the previous hash (32 zero bytes before the first) and then, each followed by a line feed, seq,
 * ticket, flow, code, by, at, came, inbox, the digest in hex, and the change. The digest is the SHA-256 of the
 * payload as it came, so that the inbox cannot be changed behind the ledger's back; of a long text that came in
 * parts, of the part that came last. Rows are only added: triggers refuse the rest.
 *
 * What an administrator does concerns no ticket, and has its place in the same chain: ticket 0, flow `-`, which none can
 * be called, as code the verb, such as `import`, and `by` whom. Where it came by no text, inbox is 0, and the digest is of
 * what was taken in, such as the file. No ticket is made again from it. */
#ifndef LEDGER_H
#define LEDGER_H

#include "db/store/ledger_rows.h"
#include "handlers/decide/decide.h"

/* Appends inside the open transaction. `digest` is of the payload of that inbox row. *seq is the event's. */
bool ledger_append(struct store *s, const struct event *e, int64_t came, int64_t inbox,
		   const unsigned char digest[HASH_BYTES], int64_t *seq);

#endif
