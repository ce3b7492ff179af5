/* What somebody does about the gateway itself, in the ledger. It is for this wing alone. */
#ifndef HAND_NOTE_H
#define HAND_NOTE_H

#include "gateway/road/intake.h"

/* It is no ticket's, and has its place in the ledger all the same, under whom did it. False: the store failed. */
bool hand_note(struct intake *intake, int64_t by, const char *code, const char *change);

#endif
