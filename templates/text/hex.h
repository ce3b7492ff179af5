/* Bytes as hexadecimal digits. */
#ifndef HEX_H
#define HEX_H

#include <stddef.h>

/* What hex_write() needs for n bytes, with the NUL. */
#define HEX_BYTES(n) (2 * (n) + 1)

/* Writes n bytes to out[HEX_BYTES(n)], two small letters or digits each. */
void hex_write(const void *bytes, size_t n, char *out);
/* What a digit stands for, in either case; -1 if it is none. */
int hex_digit(char c);

#endif
