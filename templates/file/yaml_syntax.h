/* What is wrong with a file that is not YAML, and what would work; for this wing alone. The words are our own, as the
 * parser's are for people who know its grammar. */
#ifndef FIELDGATE_YAML_SYNTAX_H
#define FIELDGATE_YAML_SYNTAX_H

#include "templates/file/yaml_source.h"

/* Where the parser failed, and what it says. */
struct yaml_slip {
	const char *context, *problem;
	int line, col;             /* of the problem */
	int began_line, began_col; /* of what was being read */
	int open_line, open_col;   /* of the innermost [ or { that is not closed yet; 0: there is none */
};

/* Adds the fault. */
void yaml_syntax_fault(const struct yaml_source *s, const struct yaml_slip *slip);

#endif
