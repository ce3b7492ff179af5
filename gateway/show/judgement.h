/* A verdict on one clock, read back from the words in which the ledger keeps it: for this wing alone. */
#ifndef JUDGEMENT_H
#define JUDGEMENT_H

#include "handlers/model/clock_kind.h"

#define CLOCK_LINE 320

/* What one event said of a clock that had stopped. */
struct judgement {
	int64_t seq; /* the event's; 0: there is no judgement */
	bool met;
	int64_t due, stopped;
	char rule[DUE_TEXT];
};

/* Reads one word of an event's change, `met.arrival=DUE/STOPPED/RULE` or `late.…`. False if it is no verdict on this
 * clock. Leaves `seq` alone. */
bool judgement_read(const char *word, const struct clock_kind *k, struct judgement *j);
/* `met, 20 min before it was due`, `late by 1 h 05 min`. */
void judgement_text(const struct judgement *j, char out[CLOCK_LINE]);

#endif
