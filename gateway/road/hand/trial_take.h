/* Taking the trial of a channel. It is for this wing alone. */
#ifndef TRIAL_TAKE_H
#define TRIAL_TAKE_H

#include "gateway/road/intake.h"
#include "gateway/wire/wire_hand.h"

/* Inside the batch's transaction: puts the text into the outbox, once for its key, and in->made is its row there. Who has
 * opted out gets none: the outcome is "refused". False if it cannot be decided now. */
bool trial_take(struct intake *intake, const struct wire_hand *h);

#endif
