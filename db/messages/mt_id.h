/* The ids of MTs. */
#ifndef MT_ID_H
#define MT_ID_H

#include <stddef.h>
#include <stdint.h>
#include <uuid/uuid.h>

struct mt_noise { /* random bytes, drawn ahead; blank at first */
	unsigned char bytes[256];
	size_t left;
};

/* A new one, of version 7 (RFC 9562): the time stands before what is random, so that the index of ids grows at its
 * end and a commit writes a few pages of it, not one for each text. */
void mt_id_make(struct mt_noise *noise, int64_t now, uuid_t id);

#endif
