/* What stands for the arguments that only their kinds can find. For this wing alone. */
#ifndef SETTLE_VALUES_H
#define SETTLE_VALUES_H

#include "handlers/read/text_read.h"
#include "handlers/span/span.h"

/* Looks among the words of a text of one code; what is found is none of its words any more. */
void settle_values(struct spans *c, struct reading *r);

/* What looks like a day and is no time, as `11-25` or `until Friday`, is not left out where a time may stand. */
bool settle_names_day(const struct spans *c);
/* A time, a day, or what is written as a time and is none, whatever is said of it. */
bool settle_says_time(const struct spans *c);
/* Words that say something. */
bool settle_says_words(const struct spans *c);

#endif
