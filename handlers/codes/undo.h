/* Taking back one's last text. */
#ifndef UNDO_H
#define UNDO_H

#include "handlers/decision/decision.h"

void decide_undo(struct decision *d);
/* The ticket whose last text the sender may still take back: the one that is named, else that of their own last text. False if
 * there is none. */
bool undo_find(struct decision *d, struct ticket *out);

#endif
