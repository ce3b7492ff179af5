/* Templates that nothing sends and whose name is nearly that of one which something does. For this wing alone. */
#ifndef UNUSED_TEMPLATES_H
#define UNUSED_TEMPLATES_H

#include <stdbool.h>
#include <stddef.h>

#include "templates/file/fault.h"
#include "templates/wording/wording.h"

/* The names that flows and the program use. Begins as {0}; the names are not copied. */
struct used_templates {
	const char **names;
	size_t n, cap;
	bool failed; /* memory ran out: then nothing is warned of */
};

void used_templates_add(struct used_templates *u, const char *name);
/* Warns of each such template, once for each file. */
void unused_templates_warn(const struct used_templates *u, const struct wording *w, struct faults *warnings);
void used_templates_free(struct used_templates *u);

#endif
