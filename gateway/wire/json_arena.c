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

void json_arena_begin(struct json_arena *s)
{
	begun = s;
}

void json_arena_rest(void)
{
	begun = NULL;
}

void json_arena_free(struct json_arena *s)
{
	while (s->blocks) {
		struct block *b = s->blocks;

		s->blocks = b->next;
		free(b);
	}
	s->at = NULL;
	s->left = 0;
}

static void another_block(struct json_arena *s, size_t n)
{
	size_t size = n > BLOCK ? n : BLOCK;
	struct block *b = malloc(sizeof(*b) + size);

	if (!b) {
		begun = NULL;
		errno = ENOMEM;
		longjmp(s->short_of_memory, 1);
	}
	b->next = s->blocks;
	s->blocks = b;
	s->at = b->bytes;
	s->left = size;
}

void *json_arena_take(size_t n)
{
	struct json_arena *s = begun;
	void *p;

	if (!s)
		return malloc(n);
	n = (n + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	if (n > s->left)
		another_block(s, n);
	p = s->at;
	s->at += n;
	s->left -= n;
	return p;
}

void json_arena_give(void *p)
{
	if (!begun)
		free(p);
}
