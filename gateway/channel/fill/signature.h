/* `hmac` in a channel's file: signing a request, and whether one that came is signed so. It is for this wing alone. */
#ifndef SIGNATURE_H
#define SIGNATURE_H

#include "gateway/channel/fill/channel_crypto.h"
#include "gateway/channel/fill/channel_place.h"

#define HEADER_BYTES 64

/* Zero-initialise; signature_free() when done. */
struct signature {
	const char *secret; /* of the channel's secrets; NULL: there is no signature */
	struct place_text over;
	char header[HEADER_BYTES], prefix[32];
	bool base64;
	enum crypto_hash hash;
};

/* `where`: PLACES_OF_…, that may stand in `over`. The keys besides these are the caller's to check. */
#define SIGNATURE_KEYS "secret", "over", "header", "as", "hash", "prefix"
void signature_read(struct signature *s, const struct yaml *map, unsigned where, const struct channel_secrets *secrets,
		    struct faults *f);
void signature_free(struct signature *s);

/* The name of a header, into out; false, with a fault, if it is none. */
bool header_name_read(const struct yaml *n, char out[HEADER_BYTES], struct faults *f);

/* Adds the prefix and the signature. False if memory ran out. */
bool signature_add(const struct signature *s, const struct place_values *v, struct text *out);
/* Whether `given` is the signature, hexadecimal digits in either case. */
bool signature_fits(const struct signature *s, const struct place_values *v, const char *given);

#endif
