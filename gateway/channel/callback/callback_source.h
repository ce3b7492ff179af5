/* Where the values of one text or report stand, and finding them by the names that a channel's file has. It is for this
 * wing alone. */
#ifndef CALLBACK_SOURCE_H
#define CALLBACK_SOURCE_H

#include "gateway/channel/callback/callback_params.h"
#include "gateway/wire/json_tree.h"
#include "templates/file/fault.h"
#include "templates/file/yaml.h"

struct callback_source {
	const struct callback_params *params; /* NULL: */
	const struct json_node *node;
};
/* Adds the value as it came, any bytes; nothing if there is none. `ctx`: a source. */
void callback_source_find(const void *ctx, const char *name, struct text *out);

/* Names of which the first that is there and not empty counts. Zero-initialise; value_names_free() when done. */
struct value_names {
	char **all;
	size_t n; /* 0: the file does not say */
};
/* A name or a list of them; `pointers`: JSON pointers. */
void value_names_read(struct value_names *v, const struct yaml *n, bool pointers, struct faults *f);
void value_names_free(struct value_names *v);
/* Adds the value as it came; false if there is none, or it is empty. */
bool value_names_find(const struct value_names *v, const struct callback_source *s, struct text *out);

#endif
