/* Texts that are taken back by their own end; for handlers/read alone. */
#ifndef SLIP_BEHIND_H
#define SLIP_BEHIND_H

#include "handlers/span/span.h"

/* Behind what the code takes, or in the last clause, the text says that it was a slip: `arrived 13:20 wrong ticket`,
 * `dispatch Tom Baker 3pm, sent by mistake`. What stands right behind the code is found with it (code_denied.h). */
bool slip_behind(const struct spans *c, const struct code *code, const struct flow *flow);
/* Behind its time or its people, a clause says that what the code tells is not so: `arrived 13:20 not yet`. */
bool denied_behind(const struct spans *c, const struct code *code);

#endif
