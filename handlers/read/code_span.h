/* Codes' words in a text. For this wing alone. */
#ifndef CODE_SPAN_H
#define CODE_SPAN_H

#include "handlers/read/span.h"

bool span_code(const struct spans *c, struct span *t);
/* The code whose word stands at i, digit codes only where they end. */
const struct code *code_at(const struct spans *c, size_t i, size_t *len, const struct flow **flow);
/* Why the code's word at i is no code: what is glued to it says otherwise. DOUBT_NONE if nothing does. */
enum doubt code_denied(const struct spans *c, size_t i, size_t len, const struct code *code);

#endif
