/* Codes that are answered with a list: one's tickets, or what one may text. */
#ifndef LIST_H
#define LIST_H

#include "handlers/decision/decision.h"

/* The tickets on which the sender could do something now. */
void decide_list(struct decision *d);
/* The codes that the sender may send. */
void decide_help(struct decision *d);

#endif
