/* What stands behind a code's word and makes it no code. For reading alone: handlers/span and handlers/read. */
#ifndef CODE_DENIED_H
#define CODE_DENIED_H

#include "handlers/span/span.h"

/* Why the code's word at i, of that flow, is no code: what follows it says otherwise. DOUBT_NONE if nothing does. */
enum doubt code_denied(const struct spans *c, size_t i, size_t len, const struct code *code, const struct flow *flow);
/* Said before the word at i to be not done, or only planned: not arrived, will arrive. */
bool code_denied_before(const struct spans *c, size_t i);
/* What it does calls a ticket off: it ends without a node being stamped, and nothing but a reason is taken. */
bool code_calls_off(const struct flow *flow, const struct code *code);
/* `please solve by telephone`: of what has happened nobody is asked to do it. */
bool code_asked_for(const struct spans *c, size_t i, const struct code *code);

#endif
