/* Memory that runs out: allocation 1 fails, then 2, then 3 … until a run meets none, once and from then on. By default one
 * allocation of each place in our code that asks for it, by whatever way that place was reached; with FAULTS=all each, with
 * FAULTS=few a sixteenth of those places. */
#ifndef HUNGER_H
#define HUNGER_H

#include <stdbool.h>

/* What jansson takes is ours too (gateway/wire/json_arena.h). */
enum eater { LIBYAML, OURS, SQLITE, LIBCRYPTO, EATERS };

/* Before SQLite and libcrypto are used at all. False if it cannot. */
bool hunger_take_over(void);

/* Runs the trial for each of these eaters until it meets no failure; prints how often. Fails the test if there is no end. */
void torture(const char *what, void (*trial)(void), enum eater least, enum eater most);
/* What a trial says: from here on allocations may fail, or no longer; and something was refused because one did. */
void hungry(bool on);
void torture_refused(void);
const char *torture_now(void); /* which allocation fails, for messages */

#endif
