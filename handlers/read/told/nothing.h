/* What says nothing that is not recorded anyhow. For handlers/read alone. */
#ifndef NOTHING_H
#define NOTHING_H

#include "handlers/span/span.h"

/* What a text is known to say without its words. */
struct recorded {
	const struct spans *spans;
	const struct read_person *people;
	size_t people_n;
	const struct code *about; /* of an undo: the code that it takes back, or NULL */
};

/* From folded byte a to b nothing is said that is not recorded anyhow: `safely at site`, `together with Han Mei`. */
bool says_nothing(const struct recorded *r, size_t a, size_t b);
/* There are only words that lead to a time, or say what it is of. */
bool marks_time(const struct recorded *r, size_t a, size_t b);
enum beside_time {
	BEFORE_TIME,
	BEHIND_TIME,
	NEAR_TIME, /* in a clause of its own behind that of the time */
};
/* Nothing is said that does not belong to a time right beside it: `should be there by`, `than planned`. */
bool says_time(const struct recorded *r, size_t a, size_t b, enum beside_time where);

#endif
