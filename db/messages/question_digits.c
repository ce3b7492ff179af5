#include "db/messages/question_digits.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "db/ledger/digest.h"
#include "templates/text/hex.h"

#define SECRET_BYTES 32

static bool make_secret(struct store *s, char secret[HEX_BYTES(SECRET_BYTES)])
{
	unsigned char bytes[SECRET_BYTES];

	if (getrandom(bytes, sizeof(bytes), 0) != (ssize_t)sizeof(bytes))
		return false;
	hex_write(bytes, sizeof(bytes), secret);
	return store_put(s, QUESTION_DIGITS_KEY, secret);
}

int question_digits(struct store *s, int64_t ticket, int64_t person, enum digits_of of, int set)
{
	char secret[HEX_BYTES(SECRET_BYTES)], all[sizeof(secret) + 80];
	unsigned char hash[32];
	uint32_t n;

	if (!store_get(s, QUESTION_DIGITS_KEY, secret, sizeof(secret)) || (!*secret && !make_secret(s, secret)))
		return -1;
	snprintf(all, sizeof(all), "%s %" PRId64 " %" PRId64 " %d%s", secret, ticket, person, set,
		 of == DIGITS_OF_CLAIMS ? " claims" : "");
	if (!digest_of(all, strlen(all), hash))
		return -1;
	n = (uint32_t)hash[0] << 24 | (uint32_t)hash[1] << 16 | (uint32_t)hash[2] << 8 | hash[3];
	return (int)(n % 10000);
}
