/* Giving a ticket its station, or its machine and with it customer and station. */
#ifndef ASSIGN_H
#define ASSIGN_H

#include "handlers/decision/decision.h"

void decide_assign(struct decision *d);

#endif
