/* What can be wrong with the templates that flows and the program itself use: some that are not there, places that
 * nothing fills, and their worst case in segments. For this wing alone. */
#ifndef TEMPLATES_CHECK_H
#define TEMPLATES_CHECK_H

#include "handlers/model/flow.h"

/* What need not be mended goes to `warnings`, which may be NULL: words of codes that no flow has. */
void templates_check(const struct flows *set, const struct wording *w, struct faults *f, struct faults *warnings);

#endif
