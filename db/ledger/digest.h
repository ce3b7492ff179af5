/* SHA-256, as the ledger, the inbox and the gateway use it. */
#ifndef DIGEST_H
#define DIGEST_H

#include <openssl/evp.h>
#include <stdbool.h>
#include <stddef.h>

/* libcrypto's SHA-256, looked up once: EVP_sha256() is looked up again at each use, which costs more than the digest
 * of a text. For one thread. */
const EVP_MD *digest_kind(void);
/* False, with zeros, where libcrypto gives none. */
bool digest_of(const void *data, size_t n, unsigned char out[32]);

#endif
