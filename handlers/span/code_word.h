/* Codes' words in a text, whatever they mean there. For reading alone: handlers/span and handlers/read. */
#ifndef CODE_WORD_H
#define CODE_WORD_H

#include "handlers/span/span.h"

/* The code whose word stands at i, digit codes only where they end. */
const struct code *code_at(const struct spans *c, size_t i, size_t *len, const struct flow **flow);

#endif
