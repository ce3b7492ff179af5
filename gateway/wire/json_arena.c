#include "gateway/wire/json_arena.h"

#include <errno.h>
#include <stdalign.h>
#include <stdlib.h>

#define BLOCK 4096

struct block {
	struct block *next;
	alignas(max_align_t) unsigned char bytes[];
};

static _Thread_local struct json_arena *begun;

void json_arena_begin(struct json_arena *a)
{
	begun = a;
}

void json_arena_rest(void)
{
	begun = NULL;
}

void json_arena_free(struct json_arena *a)
{
	while (a->blocks) {
		struct block *b = a->blocks;

		a->blocks = b->next;
		free(b);
	}
	a->at = NULL;
	a->left = 0;
}

static void another_block(struct json_arena *a, size_t n)
{
	size_t size = n > BLOCK ? n : BLOCK;
	struct block *b = malloc(sizeof(*b) + size);

	if (!b) {
		begun = NULL;
		errno = ENOMEM;
		longjmp(a->short_of_memory, 1);
	}
	b->next = a->blocks;
	a->blocks = b;
	a->at = b->bytes;
	a->left = size;
}

void *json_arena_take(size_t n)
{
	struct json_arena *a = begun;
	void *p;

	if (!a)
		return malloc(n);
	n = (n + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	if (n > a->left)
		another_block(a, n);
	p = a->at;
	a->at += n;
	a->left -= n;
	return p;
}

void json_arena_give(void *p)
{
	if (!begun)
		free(p);
}
