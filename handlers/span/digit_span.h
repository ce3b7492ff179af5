/* Whose the digits of a text are. For reading alone: handlers/span and handlers/read. */
#ifndef DIGIT_SPAN_H
#define DIGIT_SPAN_H

#include "handlers/span/span.h"

bool span_owned(const struct spans *c, struct span *t);
bool span_phone(const struct spans *c, struct span *t);
bool span_number(const struct spans *c, struct span *t);
bool is_mine(const struct spans *c, int64_t number);

#endif
