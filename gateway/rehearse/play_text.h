/* The lines of a talk that send something: an opening, a text, the last text again. For this wing alone. */
#ifndef PLAY_TEXT_H
#define PLAY_TEXT_H

#include "gateway/rehearse/rehearsal.h"

void play_open(struct rehearsal *r, const struct step *s);
void play_text(struct rehearsal *r, const struct step *s);
void play_again(struct rehearsal *r, const struct step *s);

#endif
