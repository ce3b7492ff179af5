/* Notes: words that are passed on, and that may say that the machine is down, or no longer. */
#ifndef NOTE_H
#define NOTE_H

#include "handlers/decision/decision.h"

/* Moves and stamps nothing, and leaves the ticket's last text what it is: no undo takes a note back. */
void decide_note(struct decision *d);

#endif
