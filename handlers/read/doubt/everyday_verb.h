/* Codes' words that are ordinary verbs; for handlers/read alone. */
#ifndef EVERYDAY_VERB_H
#define EVERYDAY_VERB_H

#include "handlers/span/span.h"

/* The code's word, in letters, is the verb of a sentence about something else: `close the gate when you leave`,
 * `left policy on seat`. */
bool everyday_verb(const struct spans *c, const struct code *code, const struct flow *flow);

#endif
