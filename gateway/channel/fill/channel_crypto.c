#include "gateway/channel/fill/channel_crypto.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

#define PIECE 48 /* bytes that become 64 characters: none of them has an end in the middle */

const char *const crypto_hash_names[CRYPTO_HASHES] = {"sha256", "sha512", "sha1"};

static const EVP_MD *hash_of(enum crypto_hash hash)
{
	return hash == CRYPTO_SHA512 ? EVP_sha512() : hash == CRYPTO_SHA1 ? EVP_sha1() : EVP_sha256();
}

size_t crypto_hmac(enum crypto_hash hash, const char *secret, const void *data, size_t n,
		   unsigned char out[CRYPTO_BYTES_MAX])
{
	unsigned length = 0;

	return HMAC(hash_of(hash), secret, (int)strlen(secret), data, n, out, &length) ? length : 0;
}

size_t crypto_sha256(const void *data, size_t n, unsigned char out[CRYPTO_BYTES_MAX])
{
	unsigned length = 0;

	return EVP_Digest(data, n, out, &length, EVP_sha256(), NULL) ? length : 0;
}

void crypto_base64_add(const void *bytes, size_t n, struct text *out)
{
	const unsigned char *at = bytes;
	unsigned char written[PIECE / 3 * 4 + 1];

	for (size_t taken; n > 0; at += taken, n -= taken) {
		taken = n < PIECE ? n : PIECE;
		text_addn(out, (char *)written, (size_t)EVP_EncodeBlock(written, at, (int)taken));
	}
}

bool crypto_base64_read(const char *s, void *out, size_t size, size_t *n)
{
	size_t length = strlen(s), padding = 0;
	unsigned char bytes[1024];
	int got;

	while (padding < 2 && padding < length && s[length - 1 - padding] == '=')
		padding++;
	if (length % 4 != 0 || length / 4 * 3 > sizeof(bytes))
		return false;
	got = EVP_DecodeBlock(bytes, (const unsigned char *)s, (int)length);
	if (got < (int)padding || (size_t)got - padding > size)
		return false;
	*n = (size_t)got - padding;
	memcpy(out, bytes, *n);
	return true;
}

bool crypto_same(const char *a, size_t a_n, const char *b, size_t b_n)
{
	unsigned char of_a[CRYPTO_BYTES_MAX], of_b[CRYPTO_BYTES_MAX];
	size_t n = crypto_sha256(a, a_n, of_a);

	return crypto_sha256(b, b_n, of_b) == n && n > 0 && CRYPTO_memcmp(of_a, of_b, n) == 0;
}
