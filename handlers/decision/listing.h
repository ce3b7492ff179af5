/* Lists that answers and refusals show: tickets, and times that wait. Kept in d->list. */
#ifndef LISTING_H
#define LISTING_H

#include "handlers/decision/decision.h"

/* Adds a line for a ticket: number, serial, state. */
void listing_add_ticket(struct decision *d, const struct ticket *t);
/* Lists these tickets, and has the answer show the list. */
void listing_tickets(struct decision *d, const struct ticket *all, size_t n);
/* The same for the nodes of a ticket for which a time waits: node, time, and who stated it. */
void listing_claims(struct decision *d, const struct ticket *t);

#endif
