/* The lists that a lexicon may have, by the names under which they stand in templates/LANG/lexicon.yaml. For this wing
 * alone. */
#ifndef LEXICON_LISTS_H
#define LEXICON_LISTS_H

#include "templates/lexicon/lexeme.h"

/* What may stand under a list's name. */
enum list_shape {
	LIST_WORDS,   /* [..., ...] */
	LIST_NUMBERS, /* {2: [..., ...]} */
	LIST_PARTS,   /* {morning: [..., ...]} */
};
struct list_kind {
	const char *name;
	enum list_shape shape;
	int low, high; /* what the numbers may be */
};
extern const struct list_kind list_kinds[LEXEMES];
/* The names of the parts of the day, in the order of their enum without PART_NONE. */
#define PART_NAMES 11
extern const char *const part_names[PART_NAMES];

#endif
