/* Texts that later ones overtook: they move nothing, and what they say is kept. */
#ifndef OVERTAKEN_H
#define OVERTAKEN_H

#include "handlers/decision/decision.h"

/* Takes a text of d->codes that later ones overtook, for the ticket in d->before. False: it is none, and moves the
 * ticket. */
bool decide_overtaken(struct decision *d);

#endif
