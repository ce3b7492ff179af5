/* Filling a template in: values into its places.
 *
 * A value can never break out of its place: it is put in as one line, and is not read again. */
#ifndef FILL_H
#define FILL_H

#include <stdbool.h>

#include "templates/text/text.h"
#include "templates/wording/lang.h"
#include "templates/wording/template.h"

/* The values that a filling used, for the MT's `params`; the words of codes are wording, and not among them. */
struct param {
	char name[PLACE_NAME];
	char *value; /* as it is in the text, already cut */
};
struct params {
	struct param all[PLACES_MAX];
	size_t n;
};
void params_free(struct params *p);

/* Says what belongs in a place: writes the value to `out`, nothing for an empty one, and returns the place's own
 * maximum in UTF-16 units (0: there is no such place, and it is treated as empty). */
typedef int (*place_value)(void *ctx, const char *name, enum lang l, struct text *out);

/* Adds the template to `out`, filled in. Each value is cut to its maximum, with `…`; a value in a place called `list`
 * keeps its line breaks, every other is one line, and none has blanks at either end. Where empty places would leave
 * several blanks, one remains; lines that they leave blank are dropped.
 *
 * `used` may be NULL. It is begun anew, and gets each place once, with the value "" if it is empty or its group was
 * left out; free it with params_free() in any case. Returns false when out of memory. What passes the ceiling of `out`
 * is cut, and out->full says so. */
bool template_fill(const struct template *t, place_value value, void *ctx, struct text *out, struct params *used);

#endif
