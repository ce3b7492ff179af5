/* How long lists and searches of /v1 take on a large database. */
#ifndef LIST_SPEED_H
#define LIST_SPEED_H

#include <stddef.h>

/* Asks each whose path has `only` in it ("": all) `n` times, one after the other, and prints a row for it. The files of the
 * run lie in `dir`. */
void list_speed(const char *dir, size_t tickets, size_t n, const char *only);

#endif
