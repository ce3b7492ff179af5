/* Codes that move a ticket, one after another where a text has several. */
#ifndef MOVE_H
#define MOVE_H

#include "handlers/decision/decision.h"

void decide_move(struct decision *d);

#endif
