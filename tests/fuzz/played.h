/* Requests of /phones/v1, answered in this thread, with plays that nothing outlives. */
#ifndef PLAYED_H
#define PLAYED_H

#include "db/store/store.h"
#include "gateway/phones/phones_ask.h"

/* The people of this store, which has no transaction open, are those of the plays from now on. */
void played_people(struct store *s);
/* In place, in a path: `@` becomes the play that was begun last. The room behind it must do for its name. */
void played_name(char *path, size_t size);
/* Makes a->reply. It lacks only `setup`. */
void played_ask(struct phones_ask *a);
/* All plays end; the ledger of each holds. */
void played_end(void);

#endif
