/* What can be wrong with the words of all codes: two that read alike, or one that reads like a number or a time. For
 * this wing alone. */
#ifndef WORDS_CHECK_H
#define WORDS_CHECK_H

#include "handlers/model/flow.h"

void words_check(const struct flows *set, struct faults *f);

#endif
