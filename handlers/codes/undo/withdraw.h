/* Taking back that tickets were opened, together with the text that opened them. */
#ifndef WITHDRAW_H
#define WITHDRAW_H

#include "handlers/decision/decision.h"

/* Finds the tickets that the last text of `last` opened, at once or later; `was` is the ticket before that text. One that
 * a clock has opened stays. Refused, and false, if something has happened to one of them. */
bool withdraw_find(struct decision *d, const struct code *undo, const struct ticket *last, const struct ticket *was);
/* The same for all tickets that t has opened, those by a clock included. */
bool withdraw_find_all(struct decision *d, const struct code *undo, const struct ticket *t);
/* Withdraws those that were found; whoever was told of one hears so. */
void withdraw_found(struct decision *d, const struct code *undo);

#endif
