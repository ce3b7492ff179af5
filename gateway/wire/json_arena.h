/* Memory for what lives only while one payload is read: taken piece by piece, given back all at once. There is
 * always enough of it: where there is none, the taker does not come back, but json_arena_begin()'s caller is told by
 * longjmp(). jansson needs that: its reader does not ask whether a buffer has grown, and runs past its end (jansson
 * issue 362). It is for this wing alone. */
#ifndef JSON_ARENA_H
#define JSON_ARENA_H

#include <setjmp.h>
#include <stddef.h>

struct block;
struct json_arena {
	jmp_buf short_of_memory; /* to be set before json_arena_begin() */
	struct block *blocks;
	unsigned char *at;
	size_t left;
};

/* From here to json_arena_rest(), what this thread takes comes from this arena; one at a time. Jumping ends it too,
 * with ENOMEM in errno. */
void json_arena_begin(struct json_arena *a);
void json_arena_rest(void);
/* Frees everything that was taken from it. Zero-initialised, or begun and at rest. */
void json_arena_free(struct json_arena *a);

/* In place of malloc() and free(), which they are while no arena is begun. What was taken from one may be given back
 * only while it is begun. */
void *json_arena_take(size_t n);
void json_arena_give(void *p);

#endif
