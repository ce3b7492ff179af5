/* The words of fields. A ticket keeps the id of the text that said them, and so does the ledger; the words stand apart,
 * and are purged some time after the ticket has ended (purge.h). */
#ifndef FIELD_WORDS_H
#define FIELD_WORDS_H

#include "db/store/store.h"

/* Keeps what the text `inbox` said for that field of a ticket; once. */
bool field_words_put(struct store *s, int64_t ticket, const char *field, int64_t inbox, const char *words);
/* What it said: out[size] holds it, cut if need be; "" where there are none, or no longer. False on failure. */
bool field_words_get(struct store *s, int64_t ticket, const char *field, int64_t inbox, char *out, size_t size);
/* The ticket ended then; 0: it is open again. */
bool field_words_ended(struct store *s, int64_t ticket, int64_t ended);

#endif
