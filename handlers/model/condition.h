/* A condition, as a flow's file has it: {down: yes, class: [A, B], amount: over 20000}. Keys are AND, brackets OR.
 *
 * Plain data. handlers/condition reads it, compares two, and says whether one holds. It belongs to its flow, goes with it,
 * and never changes; NULL stands for none, which always holds. */
#ifndef CONDITION_H
#define CONDITION_H

#include <stddef.h>
#include <stdint.h>

#define TERMS_MAX 8
#define OPERANDS_MAX 8
#define OPERAND_WORD 48
#define OPERAND_NONE "-"

struct subject; /* handlers/condition/subjects.h */
struct field;
struct take;

/* What one value may be. Numbers are in thousandths, a choice and other names are their place in their list. */
struct operand {
	int64_t least, most; /* both included */
	/* Folded, of what is compared by its letters; OPERAND_NONE of a field that is empty; "" else. */
	char word[OPERAND_WORD];
	char typed[OPERAND_WORD]; /* the same as it stands in the file, for people to read */
};

/* One key of it; one of the operands must hold. */
struct term {
	const struct subject *subject;
	const struct take *take;   /* of an argument: which; else NULL */
	const struct field *field; /* of a field: likewise */
	struct operand in[OPERANDS_MAX];
	size_t n;
};

struct condition {
	struct condition *next; /* of the same flow */
	struct term terms[TERMS_MAX];
	size_t n;
	int line, col;
};

#endif
