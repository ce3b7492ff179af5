/* Fields that are read where no path can have filled them. For this wing alone. */
#ifndef FIELDS_CHECK_H
#define FIELDS_CHECK_H

#include "handlers/model/flow.h"

struct wording;

/* Whom codes ask, whom texts and clocks tell, what conditions ask, and, where there is a wording, what templates say. */
void fields_check(const struct flow *flow, const struct wording *w, struct faults *f);

#endif
