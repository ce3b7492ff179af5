/* What a channel's file says of a text that came: that it must be this, or that a pattern must be found in it; and where
 * in a body something stands. It is for this wing alone. */
#ifndef TEXT_MATCH_H
#define TEXT_MATCH_H

#include <regex.h>
#include <stdbool.h>

#include "gateway/wire/json_tree.h"
#include "templates/file/fault.h"
#include "templates/file/yaml.h"

#define POINTER_BYTES 256

/* Zero-initialise each; free them in any case. */
struct text_match {
	char *text;       /* that it is */
	regex_t *pattern; /* or that is found in it */
};
/* False, with a fault, if it is neither. */
bool text_match_read(struct text_match *m, const struct yaml *n, struct faults *f);
void text_match_free(struct text_match *m);
bool text_match_holds(const struct text_match *m, const char *s);

struct text_found {
	char pointer[POINTER_BYTES]; /* of JSON; "" with no pattern: it is not given */
	regex_t *pattern;            /* of which it is the first group */
};
void text_found_read(struct text_found *m, const struct yaml *n, struct faults *f);
void text_found_free(struct text_found *m);
/* Adds what stands there; false if there is nothing. `root` may be NULL. */
bool text_found_in(const struct text_found *m, const struct json_node *root, const char *body, struct text *out);

/* A pointer to something, that is not ""; false, with a fault, if it is none. */
bool pointer_read(const struct yaml *n, const char *s, bool key, struct faults *f);

#endif
