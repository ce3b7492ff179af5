/* The names of a lexicon's lists, and what each may hold; for this wing alone. */
#ifndef LEXICON_LISTS_H
#define LEXICON_LISTS_H

#include "templates/lexicon/lexeme.h"

/* What a list's key has as its value. */
enum list_shape {
	LIST_WORDS,   /* [..., ...] */
	LIST_NUMBERS, /* {2: [..., ...]} */
	LIST_PARTS,   /* {morning: [..., ...]} */
};
struct list_kind {
	const char *name;
	enum list_shape shape;
	int low, high; /* of the numbers */
};
extern const struct list_kind list_kinds[LEXEMES];

/* The names of the parts of the day, in the order of their enum without PART_NONE. */
#define PART_NAMES 11
extern const char *const part_names[PART_NAMES];

#endif
