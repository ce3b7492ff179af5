/* Numbers of JSON as texts. It is for this wing alone. */
#ifndef JSON_NUMBER_H
#define JSON_NUMBER_H

#include <stdbool.h>

#define JSON_NUMBER_BYTES 64

struct json_t;
/* With as many digits as it takes to tell it from all others, so that 12000.5 and 0.1 stay what they were; 1e3 and 17.0
 * are whole numbers. False, with "", if it is no number. */
bool json_number_write(const struct json_t *v, char out[JSON_NUMBER_BYTES]);

#endif
