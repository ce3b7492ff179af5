/* What of a text's words is told. For handlers/read alone.
 *
 * Each byte behind the code belongs to a span that the reading takes, or says nothing, or is told as it was typed. What is
 * decided, is decided here, clause by clause: a clause is left out only if each of its words says nothing; else what
 * is told of it is cut only where no word hangs on what is taken. */
#ifndef TOLD_PART_H
#define TOLD_PART_H

#include "handlers/read/told/nothing.h"

enum takes_span {
	NOT_TAKEN, /* words */
	TAKEN_CODE,
	TAKEN_NUMBER, /* a ticket's, a value, a node: what stands beside it is not said of it */
	TAKEN_TIME,   /* one that counts */
	TAKEN_NAME,   /* of a person or a place */
	TAKEN_DENIED, /* a time that does not count, or the code's word again */
};

/* Folded bytes. */
struct told_part {
	size_t a, b;
};

struct told_of {
	const struct recorded *recorded;
	const enum takes_span *taken; /* of each span */
	bool passed_on;               /* no argument takes the words: they are told only where they say something */
};

/* The parts of folded bytes from..end that are told, in order, at most `max`; returns how many. */
size_t told_parts(const struct told_of *of, size_t from, size_t end, struct told_part *out, size_t max);

#endif
