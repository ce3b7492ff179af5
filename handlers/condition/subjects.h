/* What a condition may ask: one table, a row each. For this wing alone. */
#ifndef SUBJECTS_H
#define SUBJECTS_H

#include "handlers/condition/condition_of.h"
#include "handlers/condition/operand_read.h"

#define SUBJECT_ARGUMENT "*"
#define SUBJECT_FIELD "+"

/* Of what it can be asked. */
enum asked_of {
	ASKED_TICKET,
	ASKED_TEXT,    /* of a ticket, where a text moves it */
	ASKED_MACHINE, /* of a machine for which a schedule may open a ticket */
	ASKED_ANY      /* of a ticket, and of such a machine */
};

struct subject {
	const char *name; /* the key; one of these two for an argument or a field, which have their own */
	enum asked_of of;
	bool yes; /* a yes or no, so that `if: NAME` is enough */
	/* Reads one operand; false, with a fault, where it is wrong. */
	bool (*read)(const struct operand_reader *r, const struct yaml *y, struct operand *out);
	/* The value of that on a ticket, or its word; false where it has none: then nothing that is asked holds. */
	bool (*value)(const struct condition_of *of, const struct term *t, struct operand *out);
};

/* In the order in which they are asked: what costs most comes last. NULL behind the last. */
const struct subject *subjects_at(size_t i);
/* By its key; NULL if there is none. */
const struct subject *subjects_find(const char *name);

#endif
