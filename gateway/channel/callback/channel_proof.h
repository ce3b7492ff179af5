/* `proof` of a callback: how the caller proves that it may call. It is for this wing alone. */
#ifndef CHANNEL_PROOF_H
#define CHANNEL_PROOF_H

#include "gateway/channel/callback/address_range.h"
#include "gateway/channel/callback/callback_request.h"
#include "gateway/channel/channel_settings.h"
#include "gateway/channel/fill/signature.h"
#include "gateway/state/input.h"

#define ADDRESSES_MAX 32

/* Zero-initialise; channel_proof_free() when done. What is not asked for is NULL, "" or 0; if nothing is, anyone may
 * call. */
struct channel_proof {
	const char *path;
	char user[128];
	const char *password, *bearer;
	char header[HEADER_BYTES];
	const char *header_secret;
	struct signature signature;
	char time[HEADER_BYTES]; /* the header with the time that is signed */
	int within_s;
	struct address_range addresses[ADDRESSES_MAX];
	size_t addresses_n;
};

/* `by_query`: the values come by the query, which then must be signed. */
void channel_proof_read(struct channel_proof *p, const struct yaml *n, bool by_query,
			const struct channel_secrets *secrets, struct faults *f);
void channel_proof_free(struct channel_proof *p);

/* NULL: it is proved. Else why it is not, in a few words that tell no secret. */
const char *channel_proof_lacks(const struct channel_proof *p, const struct channel *c, enum input_kind kind,
				const struct callback_request *r);

#endif
