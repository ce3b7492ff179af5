/* A customer's words, passed on to people. */
#ifndef FORWARD_H
#define FORWARD_H

#include "handlers/decision/decision.h"

/* To the agents, and to the heads of the stations of the customer's open tickets, else of their machines. The
 * third alike within an hour asks them to call, and is the last that is answered; what comes after it is passed on all
 * the same. */
void decide_forward(struct decision *d);

#endif
