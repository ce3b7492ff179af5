/* A customer who wants no more texts, or wants them again. */
#ifndef OPT_OUT_H
#define OPT_OUT_H

#include "handlers/decision/decision.h"

/* Decides a text by which someone without a role says so; false, and nothing has happened, if it is none. Where texts
 * have not been ended, a word that begins them again says something else. */
bool decide_opt(struct decision *d);
/* Refuses one of someone whose role needs texts. False if it is none. */
bool decide_opt_of_staff(struct decision *d);

#endif
