/* The words in which the ledger keeps what an event changed, `state=on_site lead=12 node.arrived=1795298779640`: nothing
 * else writes or reads them. They hold ids, times and names of the flow, never what somebody wrote. The table in
 * change_word.c names them all.
 *
 * Whatever was written once is read for ever, so a word is never used again for something else. What stands of a ticket
 * in its row is such a change too, from a blank ticket. */
#ifndef CHANGE_H
#define CHANGE_H

#include "handlers/model/ticket.h"

/* ---- of a ticket ---- */

/* Writes how the ticket `b` differs from `a`, the same before. False if it does not fit. */
bool change_between(const struct ticket *a, const struct ticket *b, char out[CHANGE_BYTES]);
/* Makes that change. A state that the flow no longer has becomes -1, such a node is ignored; so are the words further
 * below, which move nothing. False if this cannot have been written. */
bool change_apply(struct ticket *t, const char *change);
/* The same of its nodes alone, or of its companions and fields alone, in a third of the time or less. */
bool change_apply_nodes(struct ticket *t, const char *change);
bool change_apply_named(struct ticket *t, const char *change);

/* True if it brought the ticket to a state. */
bool change_moves(const char *change);
/* True if it made it somebody's turn to sign, or stated a time that waits for approval. */
bool change_turns(const char *change);
bool change_claims(const char *change);
/* True if all it says is that a signature, or a decision on a correction, came with wrong digits. */
bool change_only_tries(const char *change);
/* True if from then on somebody else is asked to sign, or nobody any more. */
bool change_asks(const char *change);
/* True if it says something of that node; *at is then the time it was stamped with, 0 if it was missed or taken back. */
bool change_node(const char *change, const char *node, int64_t *at);
/* What it says of that field; 0 if it says nothing. */
int64_t change_field(const char *change, const char *field);

/* ---- for whoever reads the ledger: these move nothing ---- */

/* Adds the time that was stated for an event whose node does not keep it. False if it does not fit. */
bool change_add_stated(char change[CHANGE_BYTES], int64_t at);

/* Adds the signature that ends a chain, by its place, where another chain follows at once: by then the ticket's
 * signatures are that one's. False if it does not fit. */
bool change_add_signature(char change[CHANGE_BYTES], const struct chain_kind *c, size_t place, const struct signer *s);
/* What is set of the ticket's machine, and what it was before: hours in thousandths, ids, days by number. */
#define SET_NOTHING INT64_MIN
struct change_set {
	enum machine_part part;
	int64_t before, after; /* SET_NOTHING: it has none, or it is not known */
};
/* Adds it, as `set.PART=BEFORE/AFTER` with `-` for nothing. False if it does not fit. */
bool change_add_set(char change[CHANGE_BYTES], const struct change_set *set);
/* What it says was set of that part; false if nothing. */
bool change_find_set(const char *change, enum machine_part part, struct change_set *set);

struct change_verdict {
	bool met;             /* else late */
	int64_t due, stopped; /* UTC ms */
	char rule[DUE_TEXT];  /* the line of the clock by which it was due; blanks in it may have been `_` */
};
/* Adds a verdict on a clock, as `met.CLOCK=DUE/STOPPED/RULE` or `late.…`; without its rule if there is no room for
 * that. False if it does not fit. */
bool change_add_verdict(char change[CHANGE_BYTES], const char *clock, const struct change_verdict *v);
/* Finds the next verdict on this clock. Returns what follows it, NULL if there is none. */
const char *change_next_verdict(const char *change, const char *clock, struct change_verdict *v);

#endif
