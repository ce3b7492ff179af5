/* The line `use DIR` of a talk: imports the CSV files of a folder. For this wing alone. */
#ifndef PLAY_USE_H
#define PLAY_USE_H

#include "gateway/rehearse/rehearsal.h"

/* The folder lies beside the talk, else beside the configuration; the configuration's own folder goes by its name
 * too. */
void play_use(struct rehearsal *r, const struct step *s);

#endif
