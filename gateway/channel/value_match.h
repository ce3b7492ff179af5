/* Values that came, by their names, and what each must be: `json` of an answer, `only` of a callback. It is for this
 * wing alone. */
#ifndef VALUE_MATCH_H
#define VALUE_MATCH_H

#include "gateway/channel/text_match.h"

#define VALUE_BYTES (256 * 1024) /* more than any body that is taken can become */

struct value_rule {
	char *name;
	struct text_match *any; /* of which one must hold */
	size_t any_n;
};
/* Zero-initialise; value_match_free() when done. */
struct value_match {
	struct value_rule *all; /* that must all hold */
	size_t n;
};

/* `pointers`: the names are JSON pointers. */
void value_match_read(struct value_match *m, const struct yaml *map, bool pointers, struct faults *f);
void value_match_free(struct value_match *m);

/* `find` adds the value of that name; what it does not find is empty. False if memory ran out (*again), or one does not
 * hold. */
bool value_match_holds(const struct value_match *m, void (*find)(const void *ctx, const char *name, struct text *out),
		       const void *ctx, bool *again);

#endif
