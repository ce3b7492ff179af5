/* Lays what the database says of a year beside what was reckoned by hand. */
#ifndef YEAR_COMPARE_H
#define YEAR_COMPARE_H

#include "tests/year/play.h"
#include "tests/year/reckon.h"

struct compared {
	size_t tickets, clocks, judgements, late, spoken;
	size_t of[PROCESSES];       /* tickets */
	size_t verdicts[TIMERS][2]; /* in time, and late */
	size_t differing;           /* tickets */
	size_t twice;               /* steps taken more often than they may be */
	size_t in_quiet; /* steps taken, or texts of the clocks made, between 22:00 and 07:00 that are not urgent */
	size_t remade;   /* tickets whose clocks the ledger does not give again */
	size_t reminders, joined; /* texts of the clocks; those of them that say several things */
};

/* Prints the whole story of the first `shown` tickets that differ. False if the database cannot be read. */
bool compare(struct play *p, const struct rules_of_year *r, const struct story *stories, size_t n, size_t shown,
	     struct compared *out);

#endif
