/* Where the values of one text or report stand. It is for this wing alone. */
#ifndef CALLBACK_SOURCE_H
#define CALLBACK_SOURCE_H

#include "gateway/channel/callback/callback_params.h"
#include "gateway/wire/json_tree.h"

struct callback_source {
	const struct callback_params *params; /* NULL: */
	const struct json_node *node;
};
/* Adds the value as it came, any bytes; nothing if there is none. `ctx`: a source. */
void callback_source_find(const void *ctx, const char *name, struct text *out);

#endif
