#include "gateway/base/etag.h"

#include <stdio.h>
#include <string.h>

#include "db/ledger/digest.h"

void etag_write(const char *representation, char out[ETAG_BYTES])
{
	unsigned char digest[32];
	char digits[HEX_BYTES(ETAG_HASH)];

	digest_of(representation, strlen(representation), digest);
	hex_write(digest, ETAG_HASH, digits);
	snprintf(out, ETAG_BYTES, "\"%s\"", digits);
}

static bool is_in(const char *header, const char *etag, bool weak)
{
	const char *at = header + strspn(header, " \t");
	size_t n = strlen(etag);

	if (*at == '*' && !at[1 + strspn(at + 1, " \t")])
		return true;
	while (*at) {
		size_t part;

		if (weak && strncmp(at, "W/", 2) == 0)
			at += 2;
		part = strcspn(at, ",");
		if (part >= n && strncmp(at, etag, n) == 0 && strspn(at + n, " \t") == part - n)
			return true;
		at += part;
		at += strspn(at, ", \t");
	}
	return false;
}

/* A weak one never matches here: `W/` stands before its quote. */
bool etag_is_in(const char *if_match, const char *etag)
{
	return is_in(if_match, etag, false);
}

bool etag_is_known(const char *if_none_match, const char *etag)
{
	return is_in(if_none_match, etag, true);
}
