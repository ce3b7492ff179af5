/* Texts that were overtaken by later ones on their way: they move nothing, and what they say is kept. */
#ifndef OVERTAKEN_TEXT_H
#define OVERTAKEN_TEXT_H

#include "handlers/decision/decision.h"

/* Decides on the text if later ones overtook it on d->before. False if none did: then it moves the ticket. */
bool decide_overtaken(struct decision *d);

#endif
