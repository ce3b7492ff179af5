/* How many texts go to a number on a local day, counted from 1970. Only the last days are known. */
#ifndef TEXTS_A_DAY_H
#define TEXTS_A_DAY_H

#include "db/store/store.h"

struct texts_a_day {
	int64_t sent, held; /* those that went, and those that were kept back */
};
/* False on failure, here and below. */
bool texts_a_day_read(struct store *s, const char *number, int64_t day, struct texts_a_day *out);
/* Counts one more. What was counted on earlier days goes, some rows each time. */
bool texts_a_day_count(struct store *s, const char *number, int64_t day, bool held);

#endif
