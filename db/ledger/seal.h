/* Inside db/ledger only: the hash that ties an event to the one before it. */
#ifndef SEAL_H
#define SEAL_H

#include "db/store/ledger_rows.h"

/* The hash as ledger.h says that it is made; `hash` may be `before`. False where libcrypto gives no SHA-256. */
bool seal_event(const unsigned char before[HASH_BYTES], const struct ledger_event *e, unsigned char hash[HASH_BYTES]);

#endif
