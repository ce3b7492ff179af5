/* Whose the digits of a text are. For reading alone: handlers/span and handlers/read. */
#ifndef DIGIT_SPAN_H
#define DIGIT_SPAN_H

#include "handlers/span/span.h"

/* Digits with the unit of what the code takes behind them, or with what it is called before them: they are neither a
 * time nor a ticket. */
bool span_measured(const struct spans *c, struct span *t);
bool span_owned(const struct spans *c, struct span *t);
bool span_phone(const struct spans *c, struct span *t);
bool span_number(const struct spans *c, struct span *t);
bool is_mine(const struct spans *c, int64_t number);

/* The digit code from `at` to `end` is a quantity, or begins a time: `3 o'clock`, `7 km to go`, `3 bolts sheared`. */
bool digit_counts(const struct spans *c, size_t at, size_t end, const struct code *code);
/* Behind the digit that undoes, which ends at `end`: nothing, a ticket, or words that say it is meant so: `0 sorry`, `0 wrong
 * button, gloves on`. `0 problems` takes nothing back. */
bool digit_takes_back(const struct spans *c, size_t end);

#endif
