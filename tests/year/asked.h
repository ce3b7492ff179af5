/* What the flows ask of each clock, written down by hand: how long it may take, and what is said on the way. */
#ifndef YEAR_ASKED_H
#define YEAR_ASKED_H

#include "tests/year/timers.h"

enum unit { NONE, SPAN, WORKED, DAYS, HOUR_OF_DAY };

struct target { /* one line of a clock's `due` */
	enum unit unit;
	int64_t much; /* ms, or days; of an hour of the same working day, ms since midnight */
};

enum step_kind { SHARE, BEFORE, AFTER, EVERY };
#define STEPS 4
struct step {
	enum step_kind kind;
	int64_t much; /* percent, or ms */
	int most;
};
extern const struct step steps[TIMERS][STEPS];

#define LINES_MAX 8
/* The lines of its `due` that apply to the ticket as it stands, in the order of the flow, and which of the flow's they are. */
size_t targets(const struct reckoning *k, enum timer timer, struct target out[LINES_MAX], int rules[LINES_MAX]);

#endif
