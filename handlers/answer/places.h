/* All places that templates may have. */
#ifndef PLACES_H
#define PLACES_H

#include "handlers/answer/saying.h"
#include "templates/wording/fill.h"
#include "templates/wording/template.h"

/* The i-th place's name; NULL behind the last. A flow's fields, and what its codes take, may be places too, and are not among
 * these. */
const char *place_name(size_t i);
/* Where a template is used. */
struct place_scope {
	const struct flows *set;
	const struct flow *flow; /* its arguments are places too; NULL: none are */
	enum lang lang;
};
/* How many UTF-16 units a place may take, 0 if nothing fills it. `ctx` is a struct place_scope. For template_worst(). */
int place_max(void *ctx, const char *name);
/* Adds what stands in the place, and returns its maximum, as above. `ctx` is a struct saying. For template_fill(). */
int place_fill(void *ctx, const char *name, enum lang l, struct text *out);

#endif
