/* The table of the ledger's words: for this wing alone. change.h is what others use. */
#ifndef CHANGE_WORD_H
#define CHANGE_WORD_H

#include "handlers/model/ticket.h"

/* Those that are looked for by name. */
#define WORD_STATE "state"
#define WORD_NODE "node"
#define WORD_COMPANIONS "companions"
#define WORD_FIELD "f"
#define WORD_STATED "stated"
#define WORD_MET "met"
#define WORD_LATE "late"
#define WORD_CHAIN "chain"
#define WORD_TURN "turn"
#define WORD_WRONG "wrong"
#define WORD_CLAIM "claim"
#define WORD_CLAIM_WRONG "claim_wrong"
#define WORD_SIGNED_LAST "signed_last"
#define WORD_SET "set"

/* Writes into out[CHANGE_BYTES]. */
struct pen {
	char *out;
	size_t n;
	bool full;
};

/* A word of the ledger, `NAME=VALUE` or `NAME.OF=VALUE`. */
struct word {
	const char *name;
	bool of;          /* of a node, a field or a clock */
	size_t at, bytes; /* of a number: where struct ticket has it, the first node's if it is one of each */
	/* Writes what differs; NULL: it is no part of a ticket, or no longer written. */
	void (*write)(struct pen *p, const struct word *w, const struct ticket *a, const struct ticket *b);
	/* Takes it; `of` is NULL where there is none. False if the value cannot have been written. */
	bool (*read)(const struct word *w, struct ticket *t, const char *of, const char *value);
};

/* Adds a word; `of` may be NULL. What does not fit is left out whole, and `full` set. */
void pen_word(struct pen *p, const char *name, const char *of, const char *value);

/* Who signed, and behind `/` in whose stead, into value[2 * DECIMAL_BYTES]; `-`: nobody. */
void signer_write(const struct signer *s, char *value);

/* All words, in the order in which they are written. */
extern const struct word change_words[];
extern const size_t change_words_n;

#endif
