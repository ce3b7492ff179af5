/* Our calls for memory, as the linker replaces them (HUNGRY in the Makefile): each asks first whether it shall fail. The
 * libraries' own calls are not among them. */
#ifndef WRAPS_H
#define WRAPS_H

#include <stdbool.h>
#include <stddef.h>

/* To be defined by whoever is linked with them; sets errno where it says true. */
bool memory_fails(void);

void *__real_malloc(size_t n);
void *__real_realloc(void *p, size_t n);

#endif
