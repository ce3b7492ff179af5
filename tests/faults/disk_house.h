/* What the tests of faults have in hand: the sample installation in a database of its own, a day of all kinds of
 * inputs in batches, and a digest of all that they lead to. All of it is the same each time: ids, clocks, hashes. */
#ifndef DISK_HOUSE_H
#define DISK_HOUSE_H

#include "gateway/road/batch.h"

#define HOUSE_BATCHES 7
#define HOUSE_HEX 65

/* Makes a folder, loads the rules and imports the sample. False if it cannot. */
bool house_begin(void);
void house_end(void);
const struct setup *house_setup(void);
struct rulebook *house_rules(void);
const char *house_folder(void);
/* The database as it was after the import, each time anew; its path. */
const char *house_fresh(void);
const char *house_empty(void); /* or before it */
const char *house_work(void);  /* the same path, as it is */

/* Without what has no key: a second time it would be kept a second time. */
void house_keyed_only(bool only);
/* Fills a batch; false if memory fails. The database must be house_fresh()'s, and may be read beside the gateway. */
bool house_fill(struct batch *b, size_t batch);
/* Runs the batch, with what is settled along with it. */
bool house_run(struct gateway *g, struct batch *b, size_t batch);
/* Digests what each input was told. */
void house_said(const struct batch *b, char hex[HOUSE_HEX]);

/* Digests the whole database but what is drawn at random, by a connection of its own past any VFS. False, and said why,
 * if it is damaged or its ledger does not hold. */
bool house_state(char hex[HOUSE_HEX]);
/* The digest alone: whether it is damaged is not looked at. */
bool house_rows(char hex[HOUSE_HEX]);

#endif
