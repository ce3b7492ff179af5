/* Any JSON as a tree that is asked by JSON pointer (RFC 6901), for what carriers send: they have their own shapes. What
 * is not well-formed in its texts costs no message: bad bytes and NULs become U+FFFD, and half of a character that was
 * cut in two is as templates/text/halves.h has it. */
#ifndef JSON_TREE_H
#define JSON_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "templates/text/text.h"

struct json_tree;
/* A value in a tree, and valid as long as the tree is. */
struct json_node;

/* Reads n bytes, any bytes. NULL with one line in why[size] if they are no JSON, or memory ran out (*again). Of two
 * members of one name the last counts. Free with json_tree_free(), which takes NULL. */
struct json_tree *json_tree_read(const char *bytes, size_t n, bool *again, char *why, size_t size);
void json_tree_free(struct json_tree *t);
const struct json_node *json_tree_root(const struct json_tree *t);

/* Whether it is a pointer: "", or begins with `/`, and each `~` is `~0` or `~1`. */
bool json_pointer_ok(const char *pointer);
/* What it points at, from this node on; NULL if there is nothing, or the node is NULL. */
const struct json_node *json_node_at(const struct json_node *from, const char *pointer);

/* A string as it is, a number or true and false as they are written; false for all else, as for null and NULL. */
bool json_node_text(const struct json_node *n, struct text *out);
/* Whether it is there, and is null. */
bool json_node_null(const struct json_node *n);
/* Its elements, if it is an array; else false. */
bool json_node_list(const struct json_node *n, size_t *count);
const struct json_node *json_node_item(const struct json_node *n, size_t i);
/* As JSON in one line, to be freed; NULL if memory ran out. */
char *json_node_write(const struct json_node *n);

#endif
