/* What can be wrong with flows as a whole. */
#ifndef FLOW_CHECK_H
#define FLOW_CHECK_H

#include "handlers/model/flow.h"

/* The part of flow_load() that looks at the flow as a whole: states no path reaches or leaves, audiences no code ever
 * fills. */
void flow_check(const struct flow *flow, struct faults *f);
/* Checks over the whole set what a single file cannot know: two codes that read alike, flows of one name, templates
 * that are not there, places they use that nothing fills, and their worst case in segments. Without a wording (NULL)
 * only the first two. */
void flows_check(const struct flows *set, const struct wording *w, struct faults *f);

#endif
