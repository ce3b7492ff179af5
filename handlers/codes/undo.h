/* Taking back one's last text. */
#ifndef UNDO_H
#define UNDO_H

#include "handlers/decision/decision.h"

void decide_undo(struct decision *d);
/* The tickets whose last text the sender may still take back, into d->others; returns how many. */
size_t undo_find(struct decision *d);

#endif
