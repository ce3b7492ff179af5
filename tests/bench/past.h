/* Makes a database with many tickets, quickly: the dealer's files by `import`, ended tickets written past the program but
 * by its schema, with the ledger's chain, and the open ones by the gateway's own batches. */
#ifndef PAST_H
#define PAST_H

#include <stdbool.h>
#include <stddef.h>

#define PAST_SHAPE 2 /* to be raised where what is made, or who the dealer's people are, changes */

/* `tickets` in all, POOL of them open. `config` names `database`, which must hold the imported files. */
bool past_make(const char *config, const char *database, size_t tickets);

#endif
