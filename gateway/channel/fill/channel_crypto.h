/* What channels need of libcrypto: keyed digests, base64, and comparing without telling by the time it takes. The
 * wing's only includer of it. It is for this wing alone. From any thread. */
#ifndef CHANNEL_CRYPTO_H
#define CHANNEL_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>

#include "templates/text/text.h"

#define CRYPTO_BYTES_MAX 64

enum crypto_hash { CRYPTO_SHA256, CRYPTO_SHA512, CRYPTO_SHA1 };
/* In that order: "sha256" … */
#define CRYPTO_HASHES 3
extern const char *const crypto_hash_names[CRYPTO_HASHES];

/* Each returns how many bytes it wrote; 0 where libcrypto fails. */
size_t crypto_hmac(enum crypto_hash hash, const char *secret, const void *data, size_t n,
		   unsigned char out[CRYPTO_BYTES_MAX]);
size_t crypto_sha256(const void *data, size_t n, unsigned char out[CRYPTO_BYTES_MAX]);

void crypto_base64_add(const void *bytes, size_t n, struct text *out);
/* At most `size` bytes. False if it is no base64, or more. */
bool crypto_base64_read(const char *s, void *out, size_t size, size_t *n);

/* Takes as long whatever the two are; how long one is may show. */
bool crypto_same(const char *a, size_t a_n, const char *b, size_t b_n);

#endif
