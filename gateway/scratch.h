/* Memory for what lives only while one payload is read: taken piece by piece, given back all at once. There is always
 * enough of it: where there is none, the taker does not come back, but scratch_begin()'s caller is told by longjmp().
 * libjansson needs that: its reader does not ask whether a buffer has grown, and walks past it (its issue 362). */
#ifndef SCRATCH_H
#define SCRATCH_H

#include <setjmp.h>
#include <stddef.h>

struct block;
struct scratch {
	jmp_buf short_of_memory; /* to be set before scratch_begin() */
	struct block *blocks;
	unsigned char *at;
	size_t left;
};

/* From here to scratch_rest(), what this thread takes comes from there; one at a time. Jumping ends it too, with ENOMEM in
 * errno. */
void scratch_begin(struct scratch *s);
void scratch_rest(void);
/* Everything that was taken from it. Zero-initialised, or begun and at rest. */
void scratch_free(struct scratch *s);

/* In place of malloc() and free(); which they are where no scratch is begun. What was taken from one may be given back
 * only while it is begun. */
void *scratch_take(size_t n);
void scratch_give(void *p);

#endif
