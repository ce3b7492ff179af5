/* Operands as a flow's file has them: what a key of a condition, or an argument, is compared with. */
#ifndef OPERAND_READ_H
#define OPERAND_READ_H

#include "handlers/model/condition.h"
#include "handlers/model/flow.h"
#include "templates/file/yaml.h"

/* Whose operands are read, and where faults go. */
struct operand_reader {
	const struct flow *flow;
	const struct value *is; /* of an argument or a field; else NULL */
	struct faults *f;
};

/* Reads one value; false if it is none. */
typedef bool operand_value(const char *typed, int64_t *value);

/* Each false, with a fault, where y is not as it should be. */
/* `yes` or `no`, as 1 or 0. */
bool operand_read_yes(const struct operand_reader *r, const struct yaml *y, struct operand *out);
/* `over V`, `up to V`, `from V`, `under V`, `over V up to W`, or the value itself. `what` completes "this is not ...;
 * write ...". */
bool operand_read_range(const struct operand_reader *r, const struct yaml *y, operand_value *value, const char *what,
			struct operand *out);
/* One of these names, as its place among them. `what` completes "there is no ...". */
bool operand_read_name(const struct operand_reader *r, const struct yaml *y, const char *what, const char *const *names,
		       size_t n, struct operand *out);
/* As its kind says, or `given` or `none`, whatever the kind, where none of its choices is called so. */
bool operand_read_field(const struct operand_reader *r, const struct yaml *y, struct operand *out);
/* A whole number or one with at most three decimals, in thousandths. */
bool operand_number(const char *typed, int64_t *value);
/* The same, which may be negative, as -20. */
bool operand_signed(const char *typed, int64_t *value);

#endif
