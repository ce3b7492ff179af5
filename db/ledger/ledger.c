#include "db/ledger/ledger.h"

#include <string.h>

#include "db/ledger/seal.h"

static struct ledger_bytes bytes(const char *s)
{
	return (struct ledger_bytes){s, strlen(s)};
}

bool ledger_append(struct store *s, const struct event *e, int64_t came, int64_t inbox,
		   const unsigned char digest[HASH_BYTES], int64_t *seq)
{
	struct ledger_event row = {
		.ticket = e->ticket,
		.by = e->by,
		.at = e->at,
		.came = came,
		.inbox = inbox,
		.flow = bytes(e->flow),
		.code = bytes(e->code),
		.digest = {(const char *)digest, HASH_BYTES},
		.change = bytes(e->change),
	};
	unsigned char hash[HASH_BYTES];

	/* A line feed would let two different events have one hash. */
	if (strchr(e->flow, '\n') || strchr(e->code, '\n') || strchr(e->change, '\n'))
		return store_refuse(s, "an event is one line");
	if (!ledger_cached_head(s, &row.seq, hash))
		return false;
	row.seq++;
	if (!seal_event(hash, &row, hash)) {
		store_fail(s, "libcrypto gives no SHA-256");
		return false;
	}
	*seq = row.seq;
	return ledger_add(s, &row, hash);
}
