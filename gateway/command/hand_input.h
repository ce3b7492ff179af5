/* One input put in by hand, for `text` and `open`. */
#ifndef HAND_INPUT_H
#define HAND_INPUT_H

#include "gateway/road/batch.h"

/* Takes it in a batch of its own and prints, on standard output, a new ticket's number alone on the first line, the
 * answer, and each text that goes out because of it. `payload` is freed; NULL: memory ran out. Returns an exit
 * code, VERB_FAULTY if it was refused. */
int hand_input_take(struct gateway *g, enum input_kind kind, char *payload, int64_t now);

#endif
