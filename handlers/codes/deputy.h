/* Naming who stands in for a station head. */
#ifndef DEPUTY_H
#define DEPUTY_H

#include "handlers/decision/decision.h"

void decide_deputy(struct decision *d);

#endif
