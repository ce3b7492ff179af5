#include "gateway/channel/callback/address_range.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#define MAPPED_BITS 96 /* what IPv6 puts before an address of IPv4 */

/* False if it is no address. *v4: it is one of IPv4. */
static bool bytes_of(const char *s, unsigned char out[16], bool *v4)
{
	static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};

	*v4 = inet_pton(AF_INET, s, out + 12) == 1;
	if (*v4)
		memcpy(out, mapped, sizeof(mapped));
	return *v4 || inet_pton(AF_INET6, s, out) == 1;
}

bool address_range_read(const char *s, struct address_range *out)
{
	const char *slash = strchr(s, '/');
	size_t n = slash ? (size_t)(slash - s) : strlen(s), digits = slash ? strspn(slash + 1, "0123456789") : 0;
	char address[INET6_ADDRSTRLEN];
	bool v4;

	if (n >= sizeof(address))
		return false;
	memcpy(address, s, n);
	address[n] = '\0';
	if (!bytes_of(address, out->bytes, &v4))
		return false;
	out->prefix = 128;
	if (slash && (digits < 1 || digits > 3 || slash[1 + digits]))
		return false;
	if (slash)
		out->prefix = (int)strtol(slash + 1, NULL, 10) + (v4 ? MAPPED_BITS : 0);
	return out->prefix <= 128;
}

bool address_range_has(const struct address_range *r, const char *address)
{
	size_t whole = (size_t)r->prefix / 8;
	unsigned rest = (unsigned)r->prefix % 8, mask = 0xffu << (8 - rest) & 0xffu;
	unsigned char bytes[16];
	bool v4;

	if (!bytes_of(address, bytes, &v4) || memcmp(bytes, r->bytes, whole) != 0)
		return false;
	return rest == 0 || ((bytes[whole] ^ r->bytes[whole]) & mask) == 0;
}
