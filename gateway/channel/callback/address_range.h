/* Addresses with the length of their prefix, `10.0.0.0/8`. It is for this wing alone. */
#ifndef ADDRESS_RANGE_H
#define ADDRESS_RANGE_H

#include <stdbool.h>

struct address_range {
	unsigned char bytes[16]; /* of IPv4 as IPv6 maps it */
	int prefix;              /* bits, 0 to 128 */
};

/* False if it is none. */
bool address_range_read(const char *s, struct address_range *out);
bool address_range_has(const struct address_range *r, const char *address);

#endif
