/* A customer's words, passed on to people. */
#ifndef FORWARD_H
#define FORWARD_H

#include "handlers/decision/decision.h"

/* To the agents, and to the heads of the stations of the customer's open tickets, else of their machines. */
void decide_forward(struct decision *d);

#endif
