/* Opening a ticket by text. */
#ifndef OPEN_TEXT_H
#define OPEN_TEXT_H

#include "handlers/decision/decision.h"

/* The first code of the text is a flow's opening. */
void decide_open_text(struct decision *d);

#endif
