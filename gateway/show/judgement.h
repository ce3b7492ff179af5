/* A verdict on one clock, in words that people read: for this wing alone. */
#ifndef JUDGEMENT_H
#define JUDGEMENT_H

#include "handlers/model/change.h"

#define CLOCK_LINE 320

/* What one event said of a clock that had stopped. */
struct judgement {
	int64_t seq; /* the event's; 0: there is no judgement */
	struct change_verdict said;
};

/* `met, 20 min before it was due`, `late by 1 h 05 min`. */
void judgement_text(const struct judgement *j, char out[CLOCK_LINE]);

#endif
