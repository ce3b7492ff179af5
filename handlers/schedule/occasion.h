/* When a machine is due by a schedule: after so many hours, days or months, and again after as many more. Each time is an
 * occasion, counted from 1. Hours are thousandths here, days numbers of days. */
#ifndef OCCASION_H
#define OCCASION_H

#include "handlers/condition/condition_of.h"
#include "handlers/model/timed/schedule.h"

#define OCCASION_BYTES 40

/* What is known of a machine; each may be FACT_UNKNOWN. */
struct occasion_machine {
	int64_t hours;
	int64_t warranty; /* its last day */
	int64_t done;     /* the day on which the node that the schedule names was last stamped, */
	int64_t done_at;  /* and the hours that its ticket kept */
	int64_t first;    /* what occasion_base() said when the schedule first saw it */
};

/* From where the occasions are counted; FACT_UNKNOWN where they cannot be, as its hours are not known. *seen: the
 * schedule sees the machine for the first time, and the answer is to be kept as its `first`. What it had passed by then
 * counts as done. */
int64_t occasion_base(const struct schedule *s, const struct occasion_machine *m, int64_t today, bool *seen);
/* The last occasion that has come; 1 where none has. `m` is needed only where hours are counted; NULL for a ticket. */
int64_t occasion_last(const struct schedule *s, const struct occasion_machine *m, int64_t base, int64_t today);
/* The hours, or the day, of that occasion. */
int64_t occasion_due(const struct schedule *s, int64_t base, int64_t occasion);

/* What conditions ask. `due`: of the occasion; FACT_UNKNOWN for a schedule that counts nothing. */
void occasion_facts(const struct schedule *s, const struct occasion_machine *m, int64_t due, int64_t today,
		    struct machine_facts *out);
/* True if the machine of `of`, which has the facts, is due: what the schedule asks holds and, where it does not ask what
 * is left, nothing is. */
bool occasion_holds(const struct schedule *s, const struct condition_of *of);
/* What it is called, so that a ticket is opened for it once. */
void occasion_name(const struct schedule *s, const struct occasion_machine *m, int64_t due, char out[OCCASION_BYTES]);

#endif
