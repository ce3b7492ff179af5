#include "gateway/api/access/token.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "db/ledger/digest.h"
#include "templates/text/hex.h"

#define RANDOM_BYTES 32
#define MARK "fg_" /* so that a scanner for secrets finds one that was left somewhere */

bool token_make(char out[TOKEN_BYTES])
{
	unsigned char bytes[RANDOM_BYTES];
	char digits[HEX_BYTES(RANDOM_BYTES)];

	if (getrandom(bytes, sizeof(bytes), 0) != (ssize_t)sizeof(bytes))
		return false;
	hex_write(bytes, sizeof(bytes), digits);
	snprintf(out, TOKEN_BYTES, MARK "%s", digits);
	return true;
}

bool token_hash(const char *token, unsigned char out[TOKEN_HASH])
{
	size_t n = strlen(token);

	return n == strlen(MARK) + RANDOM_BYTES * 2 && strncmp(token, MARK, strlen(MARK)) == 0 &&
	       digest_of(token, n, out);
}
