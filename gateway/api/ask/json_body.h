/* The body of a request that writes. */
#ifndef JSON_BODY_H
#define JSON_BODY_H

#include "gateway/api/ask/api_ask.h"
#include "gateway/wire/json_tree.h"

#define MEMBER_MOST 8192 /* bytes of a string */

/* The body, if it is an object, to be given to json_tree_free(); NULL: it is refused. */
struct json_tree *json_body(struct api_ask *ask);
/* A string of it by its pointer; false: it is not there, empty, or too long for out. */
bool json_body_member(const struct json_tree *tree, const char *pointer, char *out, size_t size);

#endif
