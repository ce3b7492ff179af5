/* Halves of characters in JSON: a carrier that cuts a text between them writes `\\ud83d` alone, which is no character
 * and which the library refuses. It is for this wing alone. */
#ifndef JSON_HALVES_H
#define JSON_HALVES_H

#include <stdbool.h>
#include <stddef.h>

/* Writes the escapes of halves that stand alone as those of their stand-ins (templates/text/halves.h). *out is a copy
 * to be freed, or NULL where there are none and the payload may be read as it is. False: out of memory. */
bool json_halves(const char *payload, size_t n, char **out, size_t *out_n);

#endif
