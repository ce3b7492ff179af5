/* Codes that are answered with a list: one's tickets, or what one may text. */
#ifndef LIST_H
#define LIST_H

#include "handlers/decision/decision.h"

/* The tickets on which the sender could do something now. */
void decide_list(struct decision *d);
/* The codes that the sender may send. */
void decide_help(struct decision *d);

/* Help on one process, as `help repair` asks for: true if the text was that. Only where several flows are loaded. */
bool decide_help_of(struct decision *d);

#endif
