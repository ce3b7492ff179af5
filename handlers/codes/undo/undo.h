/* Taking back one's last text. */
#ifndef UNDO_H
#define UNDO_H

#include "handlers/decision/decision.h"

void decide_undo(struct decision *d);

#endif
