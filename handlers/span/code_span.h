/* Codes' words in a text. For reading alone: handlers/span and handlers/read. */
#ifndef CODE_SPAN_H
#define CODE_SPAN_H

#include "handlers/span/span.h"

bool span_code(const struct spans *c, struct span *t);
/* Why the code's word at i is no code: what is glued to it says otherwise. DOUBT_NONE if nothing does. */
enum doubt code_denied(const struct spans *c, size_t i, size_t len, const struct code *code);

#endif
