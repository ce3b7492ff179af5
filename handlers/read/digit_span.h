/* Whose the digits of a text are. For this wing alone. */
#ifndef DIGIT_SPAN_H
#define DIGIT_SPAN_H

#include "handlers/read/span.h"

bool span_owned(const struct spans *c, struct span *t);
bool span_phone(const struct spans *c, struct span *t);
bool span_number(const struct spans *c, struct span *t);
bool is_mine(const struct spans *c, int64_t number);

#endif
