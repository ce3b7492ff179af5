#include "templates/text/array.h"

#include <stdlib.h>

#define FIRST 8

void *array_room(void *all, size_t n, size_t *cap, size_t size)
{
	size_t more = *cap ? *cap * 2 : FIRST;
	void *grown;

	if (n < *cap)
		return all;
	grown = reallocarray(all, more, size);
	if (grown)
		*cap = more;
	return grown;
}
