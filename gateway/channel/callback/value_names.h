/* The names by which a channel's file says where a value stands. It is for this wing alone. */
#ifndef VALUE_NAMES_H
#define VALUE_NAMES_H

#include "gateway/channel/callback/callback_source.h"
#include "templates/file/fault.h"
#include "templates/file/yaml.h"

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
