#include "db/ledger/digest.h"

#include <string.h>

const EVP_MD *digest_kind(void)
{
	static EVP_MD *kind; /* to the end of the process */

	if (!kind)
		kind = EVP_MD_fetch(NULL, "SHA256", NULL);
	return kind ? kind : EVP_sha256();
}

bool digest_of(const void *data, size_t n, unsigned char out[32])
{
	if (EVP_Digest(data, n, out, NULL, digest_kind(), NULL))
		return true;
	memset(out, 0, 32);
	return false;
}
