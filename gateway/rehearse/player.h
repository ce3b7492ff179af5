/* Playing a talk on a gateway of its own: a database in memory, the talk's clock, no broker and no SMS. */
#ifndef PLAYER_H
#define PLAYER_H

#include <stdio.h>

#include "gateway/road/batch.h"

/* Plays one talk against these rules and prints each line to `out` as it goes, at the end the tickets. Returns
 * VERB_DONE; VERB_FAULTY at the first line that does not hold, or if the talk has faults of form; VERB_BROKEN if
 * the file cannot be opened or the store fails. Why is in `f`. */
int player_play(const char *file, const struct setup *s, struct rulebook *rules, FILE *out, struct faults *f);

#endif
