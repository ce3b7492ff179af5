/* The body of a request as the row of an import. It is for this wing alone. */
#ifndef ROW_BODY_H
#define ROW_BODY_H

#include "gateway/api/route/api_route.h"
#include "gateway/wire/json_tree.h"

/* A header line and one row, to be freed: the members that are columns of that kind. What is added may leave some out,
 * which are empty then; a change has them all. NULL: it is refused. */
char *row_body_csv(struct api_ask *ask, const struct json_tree *body, const char *kind, bool adds);

#endif
