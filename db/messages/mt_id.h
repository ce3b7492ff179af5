/* Inside db/messages only: the ids of MTs. */
#ifndef MT_ID_H
#define MT_ID_H

#include <uuid/uuid.h>

#include "db/sqlite/store.h"

/* A new one, of version 7 (RFC 9562): the time stands before what is random, so that the index of ids grows at its
 * end and a commit writes a few pages of it, not one for each text. */
void mt_id_make(struct store *s, int64_t now, uuid_t id);

#endif
