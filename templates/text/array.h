/* Arrays that grow. */
#ifndef ARRAY_H
#define ARRAY_H

#include <stddef.h>

/* Makes room for one more element behind the first n of an array on the heap; NULL where *cap is 0. The room doubles
 * when it is used up, so that adding an element costs the same on average, however many there are. Returns the array,
 * which may have moved, or NULL when out of memory: the old one is then still there. */
void *array_room(void *all, size_t n, size_t *cap, size_t size);

#endif
