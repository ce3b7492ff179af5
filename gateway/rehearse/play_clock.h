/* The clock of a talk that is being played: `at` moves it on. For this wing alone. */
#ifndef PLAY_CLOCK_H
#define PLAY_CLOCK_H

#include "gateway/rehearse/rehearsal.h"

/* Moves the clock on; what falls due on the way is done, each at its time. */
void play_at(struct rehearsal *r, const struct step *s);
/* When a text was sent, as the talk says; 0: it does not say. A bare time far ahead is of the day before. False, and
 * a fault, if there is no such time. */
bool play_sent_at(struct rehearsal *r, const struct step *s, int64_t *sent);

#endif
