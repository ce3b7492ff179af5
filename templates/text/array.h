/* Arrays that grow. */
#ifndef ARRAY_H
#define ARRAY_H

#include <stddef.h>

/* Room for one more element behind the first n of an array on the heap (NULL where *cap is 0). Doubles the room when it is used
 * up, so that adding costs the same on average however much there is. Returns the array, which may have moved; NULL when out of
 * memory: the old one then still holds. */
void *array_room(void *all, size_t n, size_t *cap, size_t size);

#endif
