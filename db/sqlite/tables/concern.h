/* Inside db/sqlite only: whom the fields of open tickets name. */
#ifndef CONCERN_H
#define CONCERN_H

#include "db/store/store.h"
#include "handlers/model/ticket.h"

/* Keeps it as the ticket stands; of one that has ended, nothing. */
bool concern_save(struct store *s, const struct ticket *t);
/* Keeps nothing any more, though its state does not end. */
bool concern_drop(struct store *s, const struct ticket *t);

#endif
