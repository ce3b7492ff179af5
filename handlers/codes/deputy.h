/* Naming who stands in for a station head. */
#ifndef DEPUTY_H
#define DEPUTY_H

#include "handlers/decision/decision.h"

void decide_deputy(struct decision *d);

/* The deputy is given up, as `deputy end` asks for: true if the text of a head was that. */
bool decide_no_deputy(struct decision *d);

#endif
