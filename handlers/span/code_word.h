/* Codes' words in a text, whatever they mean there. For reading alone: handlers/span and handlers/read. */
#ifndef CODE_WORD_H
#define CODE_WORD_H

#include "handlers/span/span.h"

/* The code whose word stands at i, digit codes only where they end. */
const struct code *code_at(const struct spans *c, size_t i, size_t *len, const struct flow **flow);
/* Where the digit at i ends that is a word of that code, and of no other; 0 if it is none. */
size_t past_code_digit(const struct spans *c, size_t i, const struct code *code);

#endif
