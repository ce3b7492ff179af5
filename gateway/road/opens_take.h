/* Tickets that another ticket opens, in the transaction of what opens them. It is for this wing alone. */
#ifndef OPENS_TAKE_H
#define OPENS_TAKE_H

#include "gateway/road/intake.h"
#include "handlers/answer/effects.h"

/* Opens what `due` says for `parent`, as it is now, each once. False if the store or memory failed. */
bool opens_take(struct intake *intake, const struct ticket *parent, const struct openings_due *due);
/* The same; where one cannot be opened, none of them is, which the log says, and nothing else is held up by it. */
bool opens_take_alone(struct intake *intake, const struct ticket *parent, const struct openings_due *due);
/* Ends those that an undo has taken back; their events are among the others of *e. */
bool opens_withdraw(struct intake *intake, const struct effects *e);

#endif
