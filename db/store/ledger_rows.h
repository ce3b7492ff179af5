/* The ledger's rows: events as they lie there, in the order in which they were appended. What they mean, and that each
 * follows from the one before it, is db/ledger's affair. */
#ifndef LEDGER_ROWS_H
#define LEDGER_ROWS_H

#include "db/store/store.h"
#include "handlers/model/ticket.h"

#define HASH_BYTES 32
#define HASH_HEX 65

/* ---- for those who show or publish them ---- */

struct ledger_row {
	int64_t seq, ticket, by, at, came, inbox;
	char flow[FLOW_NAME], code[FLOW_NAME], change[CHANGE_BYTES], hash[HASH_HEX];
};
/* Rows after `seq`, or of a ticket; at most max, in order. */
size_t ledger_after(struct store *s, int64_t seq, struct ledger_row *out, size_t max);
size_t ledger_of(struct store *s, int64_t ticket, struct ledger_row *out, size_t max);
/* The last row's seq and hash; seq 0 and zeros for an empty ledger. */
bool ledger_head(struct store *s, int64_t *seq, char hash[HASH_HEX]);
/* As struct world's `moved`. */
bool ledger_moved(struct store *s, int64_t ticket, char code[FLOW_NAME], int64_t *by, int64_t *at);
/* When the last event of that ticket whose change `is` accepts happened; 0: there is none. Reads its events from the last
 * one back. */
int64_t ledger_last(struct store *s, int64_t ticket, bool (*is)(const char *change));
/* As struct world's `changed`. */
int64_t ledger_changed(struct store *s, int64_t ticket);
/* As struct world's `opening`. */
int64_t ledger_opening(struct store *s, int64_t ticket, int64_t *by);
/* Code names of a text's events on this ticket, in order. */
size_t ledger_codes(struct store *s, int64_t ticket, int64_t text, char out[][FLOW_NAME], size_t max);
/* Who put that text in for somebody else; 0: nobody did. `seq` is a row of the text; the one that says so, `text_as`, lies
 * behind it. */
int64_t ledger_put_in_by(struct store *s, int64_t seq, int64_t text);
/* The tickets of the last events that came at `since` or later, at most `max`: one for each event, so that one ticket may
 * stand there often, the newest first. Only events before the one numbered *before count (0: all), which is set to the last
 * that was read. */
size_t ledger_tickets_since(struct store *s, int64_t since, int64_t *before, int64_t *tickets, size_t max);

/* ---- for db/ledger ---- */

/* A column at its own length, which is not strlen()'s where somebody put a NUL into it. */
struct ledger_bytes {
	const char *s; /* with a NUL behind the last byte of text */
	size_t n;
};
struct ledger_event { /* all columns of a row but its hash */
	int64_t seq, ticket, by, at, came, inbox;
	struct ledger_bytes flow, code, digest, change;
};
/* The head as this transaction knows it, asked for once. */
bool ledger_cached_head(struct store *s, int64_t *seq, unsigned char hash[HASH_BYTES]);
/* Adds the row behind the head, which it then is. Inside the open transaction. */
bool ledger_add(struct store *s, const struct ledger_event *e, const unsigned char hash[HASH_BYTES]);

/* Events one after another, while `each` returns true; what it gets lasts until it returns. False on failure. */
struct ledger_walk {
	bool (*each)(void *ctx, const struct ledger_event *e, struct ledger_bytes hash);
	void *ctx;
};
bool ledger_walk_all(struct store *s, const struct ledger_walk *w);
bool ledger_walk_ticket(struct store *s, int64_t ticket, const struct ledger_walk *w);

#endif
