/* What somebody does by hand, from the thread that was asked to the loop that does it. */
#ifndef WIRE_HAND_H
#define WIRE_HAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/store/token_rows.h"
#include "handlers/people/people.h"

enum hand_does {
	HAND_RESEND,
	HAND_DROP,
	HAND_SESSION_BEGIN,
	HAND_SESSION_END,
	HAND_TOKEN_ADD,
	HAND_TOKEN_REVOKE,
	HAND_RELOAD,
	HAND_TRIAL /* a text that tries a channel */
};
#define HANDS 8
#define HAND_KEY_BYTES 256

struct wire_hand {
	enum hand_does does;
	int64_t by; /* a person's id */
	int64_t of; /* a text's row in the outbox; a token; of HAND_TOKEN_ADD whose it is to be; of HAND_RELOAD and HAND_TRIAL who asks */
	int64_t lasts; /* of HAND_TOKEN_ADD, as its digest: ms; 0: until it is revoked */
	unsigned char hash[TOKEN_HASH];
	char key[HAND_KEY_BYTES];                        /* these are of HAND_TRIAL: under which it is known again, */
	char channel[CHANNEL_BYTES], number[MSISDN_MAX]; /* by which, and to whom */
};

/* To be freed; NULL: memory ran out. */
char *wire_hand(const struct wire_hand *h);
/* False: it is none. */
bool wire_read_hand(const char *payload, size_t n, struct wire_hand *out);

#endif
