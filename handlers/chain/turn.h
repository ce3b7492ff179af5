/* Whose turn it is to sign: of the chain in whose state a ticket stands, who is asked now, and who follows.
 *
 * Nobody signs twice in one chain, whether for themselves or as a deputy, and nobody is signed for twice. Where all who have
 * a role have signed before, it is passed over. Where nobody has it, the ticket waits until somebody does. */
#ifndef TURN_H
#define TURN_H

#include "handlers/model/ticket.h"

struct wording;

struct turn_context {
	const struct roster *roster;
	const struct wording *wording; /* where the questions stand */
};

/* The chain that asks now; NULL if none does. */
const struct chain_kind *turn_chain(const struct ticket *t);
/* True if it is this person's turn; *whom is then in whose stead they would sign, 0 for their own. */
bool turn_is(const struct roster *r, const struct ticket *t, const struct person *p, int64_t now, int64_t *whom);
/* True if they have signed in this chain, or their deputy has, or they as somebody's deputy. */
bool turn_has_signed(const struct ticket *t, int64_t id);
/* True if the chain that asks now asks this person too, at whatever turn. */
bool turn_includes(const struct roster *r, const struct ticket *t, const struct person *p, int64_t now);
/* Everyone whose turn it is, a deputy in place of whom they stand in for. Returns how many. */
size_t turn_each(const struct roster *r, const struct ticket *t, int64_t now,
		 void (*each)(void *ctx, const struct person *p), void *ctx);
/* True if a chain begins with this change: the ticket came to its state, or what it asks about has changed. */
bool turn_begins(const struct turn_context *ctx, const struct ticket *before, const struct ticket *after);
/* Lets the turn follow a change of the ticket. Where a chain begins that asks nobody, the ticket moves on, as of `at`. */
void turn_follow(const struct turn_context *ctx, const struct ticket *before, struct ticket *after, int64_t at);
/* The person whose turn it is has signed, in the stead of `whom` (0: their own): the next is asked, or the ticket
 * moves on. */
void turn_sign(const struct turn_context *ctx, struct ticket *t, int64_t by, int64_t whom, int64_t at);

/* A signature came with wrong digits. After DIGITS_TRIES of these another set of digits counts. */
void turn_wrong(struct ticket *t);

/* The chains whose end this change was, in out[2]; returns how many. `code` is the code of the text, NULL of an
 * opening. */
size_t turn_ended(const struct ticket *before, const struct ticket *after, const struct code *code,
		  const struct chain_kind *out[2]);

#endif
