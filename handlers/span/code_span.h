/* Codes' words in a text. For reading alone: handlers/span and handlers/read. */
#ifndef CODE_SPAN_H
#define CODE_SPAN_H

#include "handlers/span/span.h"

bool span_code(const struct spans *c, struct span *t);

#endif
