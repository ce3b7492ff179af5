/* What an administrator does at the command line has its place in the ledger too: an event that concerns no ticket, by
 * nobody whom the ledger knows. */
#ifndef LEDGER_NOTE_H
#define LEDGER_NOTE_H

#include "db/store/store.h"

/* Appends `code`, with `what=id` as its change, inside the caller's transaction. */
bool ledger_note(struct store *s, const char *code, const char *what, int64_t id, int64_t now);

#endif
