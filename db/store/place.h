/* Where a store is: what `database` in the configuration names. */
#ifndef PLACE_H
#define PLACE_H

#include <stdbool.h>

/* The place of a rehearsal's store: nothing is left of it once it is closed. */
extern const char store_trial[];

/* Why no ticket can be kept there, and what would work; NULL: one can. */
const char *store_place_fault(const char *place);
/* Whether it is a file's name, which counts from the configuration's folder. */
bool store_place_is_file(const char *place);
/* Whether a store was made there. */
bool store_is_there(const char *place);

#endif
