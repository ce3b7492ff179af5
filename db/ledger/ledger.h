/* The ledger: every event that ever moved a ticket, each with the hash of the one before (domain.md section 7).
 *
 * hash = SHA-256 of the previous hash (32 zero bytes before the first) and then, each followed by a line feed, seq,
 * ticket, flow, code, by, at, came, inbox, the digest in hex, and the change. The digest is the SHA-256 of the payload as it
 * came, so that the inbox cannot be changed behind the ledger's back; of a long text that came in parts, of the part that
 * came last. Append-only: triggers refuse the rest. */
#ifndef LEDGER_H
#define LEDGER_H

#include "db/sqlite/store.h"
#include "handlers/clock/clock_context.h"
#include "handlers/decide/decide.h"

#define HASH_BYTES 32
#define HASH_HEX 65

/* Appends inside the open transaction. `digest` is of the payload of that inbox row. *seq is the event's. */
bool ledger_append(struct store *s, const struct event *e, int64_t came, int64_t inbox,
		   const unsigned char digest[HASH_BYTES], int64_t *seq);

struct ledger_row {
	int64_t seq, ticket, by, at, came, inbox;
	char flow[FLOW_NAME], code[FLOW_NAME], change[CHANGE_BYTES], hash[HASH_HEX];
};
/* Rows after `seq`, at most max, in order. For publishing, and for show. */
size_t ledger_after(struct store *s, int64_t seq, struct ledger_row *out, size_t max);
size_t ledger_of(struct store *s, int64_t ticket, struct ledger_row *out, size_t max);
/* The last row's seq and hash; seq 0 and zeros for an empty ledger. */
bool ledger_head(struct store *s, int64_t *seq, char hash[HASH_HEX]);

/* Makes the ticket again from its events before the first of inbox row `text` or a later one (INT64_MAX: all); its
 * words and last_text stay blank. False if there are none. */
bool ledger_replay(struct store *s, const struct flow *flow, int64_t ticket, int64_t text, struct ticket *out);
/* The same with its clocks, which hang on words too: `like` is the ticket with its words. */
bool ledger_replay_clocks(struct store *s, const struct clock_context *h, const struct ticket *like, int64_t text,
			  struct ticket *out);
/* One event on the way, while its ticket is made again. */
struct ledger_step {
	int64_t seq, text, at;
	const char *code, *change;
	const struct ticket *before, *after;
	bool begins; /* the first of its text */
	bool undoes; /* takes the text before it back: the clocks of `after` stand as they did before that text */
};
struct ledger_watch {
	void (*each)(void *ctx, const struct ledger_step *e);
	void *ctx;
};
/* The same of all events, and shows each; with `h` NULL the clocks stay blank. */
bool ledger_replay_watched(struct store *s, const struct clock_context *h, const struct ticket *like,
			   const struct ledger_watch *w, struct ticket *out);
/* As struct world's `moved`. */
bool ledger_moved(struct store *s, int64_t ticket, char code[FLOW_NAME], int64_t *by, int64_t *at);
/* Code names of a text's events on this ticket, in order. */
size_t ledger_codes(struct store *s, int64_t ticket, int64_t text, char out[][FLOW_NAME], size_t max);

/* Checks the whole chain, then that every event's letter is there and says what it said (one that was purged, or cut because
 * it was refused, is passed over), then that every ticket is what its events make of it, that every ticket has events, and
 * every event a ticket (one of ticket 0 is about none). `head` may be NULL or a hash in hex that must be in the chain. True
 * if all holds; else one line in why[size]: the first event (its seq) or ticket that does not follow, or that the tail
 * after `head` is missing; or, with store_failed(), why it could not be read. In one transaction, so beside a running
 * gateway too. Memory is bounded. */
bool ledger_audit(struct store *s, const struct flows *flows, const char *head, char *why, size_t size);

#endif
