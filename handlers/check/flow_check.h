/* What can be wrong with flows as a whole. */
#ifndef FLOW_CHECK_H
#define FLOW_CHECK_H

#include "handlers/model/flow.h"

/* Checks one flow as a whole: states that no path reaches or leaves, people who are told and never exist, clocks that
 * nothing starts or stops. flow_load() calls it. */
void flow_check(const struct flow *flow, struct faults *f);
/* Checks what a single file cannot show: flows of one name, words that read alike, templates that are missing, places
 * in them that nothing fills, and how many segments they can take. Without a wording (NULL) only the first two. */
void flows_check(const struct flows *set, const struct wording *w, struct faults *f);

/* Adds what need not be mended: the words of codes that templates quote and no flow has. */
void flows_warn(const struct flows *set, const struct wording *w, struct faults *warnings);

#endif
