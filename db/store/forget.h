/* A person forgotten: their words, names and numbers go from the database; ids and times stay, and so does the ledger.
 *
 *	f = forget_find(s, id, country, &n);     reads all that was ever written, and may take a while: no transaction
 *	... store_begin(s); the caller sees that it may be
 *	forget_do(s, f, "forgotten #17", now);
 *	... what else belongs to it, and store_commit(s)
 *	forget_free(f);
 *	forget_wipe(s);                          the bytes that are still in the file's gaps and in the WAL
 */
#ifndef FORGET_H
#define FORGET_H

#include "db/store/store.h"
#include "handlers/people/people.h"

/* How much names the person, or was said by them. */
struct forget_count {
	size_t numbers;  /* that they have or once had */
	size_t came;     /* their texts */
	size_t sent;     /* texts to them */
	size_t others;   /* texts of others and to others which name them, say their words or are caused by theirs */
	size_t fields;   /* of tickets */
	size_t tickets;  /* whose own words name them, or that they opened */
	size_t machines; /* that are theirs */
};
struct forgetting;

/* Finds all of it. `country` as mention_of_number() takes it. NULL on failure of the store, which memory is too. */
struct forgetting *forget_find(struct store *s, int64_t person, const char *country, struct forget_count *out);
/* Inside a transaction: looks at what has come since, and forgets. The person is called `name` from then on, has no
 * roles, is nobody's customer and is found by no number. Texts to them that wait are rejected. False on failure. */
bool forget_do(struct store *s, struct forgetting *f, const char *name, int64_t now);
void forget_free(struct forgetting *f);

/* What was overwritten may lie in the file still, in the gaps between rows: writes the file anew, and empties the WAL.
 * Outside of a transaction. Needs as much room again as the database has; another writer waits meanwhile. False with
 * store_why() where it could not: it is then still owed. */
bool forget_wipe(struct store *s);
/* True if a wipe is owed, as after a kill in between. */
bool forget_owes_wipe(struct store *s);

#endif
