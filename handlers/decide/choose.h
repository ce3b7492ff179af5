/* Who may, and for which ticket (contract, "Which ticket"). */
#ifndef CHOOSE_H
#define CHOOSE_H

#include "handlers/decide/decide.h"

/* The desk: an agent who is nobody in particular. */
extern const struct person the_desk;

/* True if this person may send the code for some ticket, whichever. */
bool may_ever(const struct context *h, const struct person *p, const struct code *c, int64_t now);
/* True if they may for this one. */
bool may_on(const struct context *h, const struct person *p, const struct code *c, const struct ticket *t, int64_t now);

/* Their tickets in these states for which they might send the code, by number; out[max]. `c` NULL: as a customer. As briefly
 * as struct world's `tickets` are: choose_whole() makes one of them whole, before it is moved or spoken of. */
size_t choose_among(const struct context *h, const struct person *p, const struct flow *f, const struct code *c,
		    uint32_t states, int64_t now, struct ticket *out, size_t max);
/* Their tickets on which the code skips no node, else those on which it skips some; briefly too. */
size_t choose_fits(const struct context *h, const struct person *p, const struct flow *f, const struct code *c,
		   int64_t now, struct ticket *out, size_t max);
/* False only if the world fails. */
bool choose_whole(const struct context *h, struct ticket *t);
/* Tickets, ended ones too, for which a stated time waits that they might approve or refuse by this code. */
size_t choose_claimed(const struct context *h, const struct person *p, const struct flow *f, const struct code *c,
		      int64_t now, struct ticket *out, size_t max);
/* The node that this text fills although the ticket has gone on: one its code stamps, missed by a text sent after it;
 * -1 if none. */
int overtaken_node(const struct ticket *t, const struct code *c, int64_t sent);

#endif
