/* Codes that answer a chain's question: agree, or do not. */
#ifndef SIGN_H
#define SIGN_H

#include "handlers/decision/decision.h"

void decide_sign(struct decision *d);
void decide_decline(struct decision *d);

#endif
