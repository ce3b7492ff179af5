/* Lists that answers and refusals show: tickets, and times that wait. Kept in d->list. */
#ifndef LISTING_H
#define LISTING_H

#include "handlers/decision/decision.h"

/* Adds a line for a ticket: number, serial, state. */
void listing_add_ticket(struct decision *d, const struct ticket *t);
/* Makes the list that of these tickets, and has the answer show it. */
void listing_tickets(struct decision *d, const struct ticket *all, size_t n);
/* The same for the nodes for which a time waits: node, time, who stated it. */
void listing_claims(struct decision *d, const struct ticket *t);

#endif
