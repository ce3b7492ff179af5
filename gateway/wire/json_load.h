/* Reading JSON by jansson, into memory that is given back all at once. It is for this wing alone. */
#ifndef JSON_LOAD_H
#define JSON_LOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "gateway/wire/json_arena.h"

/* Reads n bytes; `flags` are jansson's. All of the value lies in the arena, and is valid until json_arena_free(). NULL
 * with one line in why[size], which begins with `what`, as "this", where they are no JSON or memory runs out (*again). */
struct json_t *json_load(struct json_arena *a, const char *bytes, size_t n, size_t flags, const char *what, bool *again,
			 char *why, size_t size);

#endif
