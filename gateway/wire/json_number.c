#include "gateway/wire/json_number.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#define WHOLE_MOST 1e17 /* above, a double has not all of its digits */
#define DIGITS_MOST 17  /* that a double ever needs */

static void write_real(double value, char out[JSON_NUMBER_BYTES])
{
	int digits = 15;

	if (value > -WHOLE_MOST && value < WHOLE_MOST && value == (double)(long long)value) {
		snprintf(out, JSON_NUMBER_BYTES, "%.0f", value);
		return;
	}
	do
		snprintf(out, JSON_NUMBER_BYTES, "%.*g", digits, value);
	while (digits++ < DIGITS_MOST && strtod(out, NULL) != value);
}

bool json_number_write(const struct json_t *v, char out[JSON_NUMBER_BYTES])
{
	out[0] = '\0';
	if (json_is_integer(v))
		snprintf(out, JSON_NUMBER_BYTES, "%" JSON_INTEGER_FORMAT, json_integer_value(v));
	else if (json_is_real(v))
		write_real(json_real_value(v), out);
	return out[0];
}
