/* Whole numbers in decimal digits, written and read without the price of printf() and strtoll(). */
#ifndef NUMBER_H
#define NUMBER_H

#include <stdint.h>

#define DECIMAL_BYTES 24 /* bytes for the longest number, its sign and NUL */

/* Writes v at the end of `buffer` as "%lld" would, and returns where it begins there. */
const char *number_write(int64_t v, char buffer[DECIMAL_BYTES]);
/* Reads the number that s begins with into *v. Returns what follows it, or NULL if there is none. The number must be
 * one that number_write() wrote: there is no check that it fits. */
const char *number_read(const char *s, int64_t *v);

#endif
