#include "gateway/wire/json_load.h"

#include <jansson.h>
#include <stdio.h>

__attribute__((constructor)) static void read_into_the_arena(void)
{
	json_set_alloc_funcs(json_arena_take, json_arena_give);
}

/* The library quotes what is near a fault, ends of lines too. */
static void keep_one_line(char *s)
{
	for (; *s; s++)
		*s = (char)((unsigned char)*s < ' ' ? ' ' : *s);
}

static json_t *load(struct json_arena *a, const char *bytes, size_t n, size_t flags, json_error_t *error, bool *again)
{
	json_t *v;

	*again = false;
	if (setjmp(a->short_of_memory)) { // NOLINT(cert-err52-cpp)
		*again = true;
		return NULL;
	}
	json_arena_begin(a);
	v = json_loadb(bytes, n, flags, error);
	json_arena_rest();
	return v;
}

struct json_t *json_load(struct json_arena *a, const char *bytes, size_t n, size_t flags, const char *what, bool *again,
			 char *why, size_t size)
{
	json_error_t error;
	json_t *v = load(a, bytes, n, flags, &error, again);

	if (*again)
		snprintf(why, size, "out of memory; send it again");
	if (v || *again)
		return v;
	snprintf(why, size, "%s is not JSON: %s at line %d, column %d", what, error.text, error.line, error.column);
	keep_one_line(why);
	return NULL;
}
