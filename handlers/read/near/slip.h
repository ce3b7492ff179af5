/* What may be a code's word with a slip; for this wing alone. Offsets are of the folded text. */
#ifndef SLIP_H
#define SLIP_H

#include "handlers/span/span.h"

#define SLIP_STEM 4 /* letters that show a word in another form: departs, repair */

/* One key off the code's word (`head.code` of the spans) at i: as many characters as it has, one more, one less, or another
 * form of it. Of a short word without letters, none of its characters may be another. Returns where it ends, 0 if it is
 * not near. */
size_t slip_end(const struct spans *c, size_t i, const char *word);
/* The code's word of which a slip that the lexicons list stands at i, and where that ends; NULL if none does. */
const char *slip_listed(const struct spans *c, size_t i, size_t *end);
/* What stands right before the word at i may be a slip of what denies it, as `um` in `umrepaired`. */
bool slip_of_denial_before(const struct spans *c, size_t i);
/* Nearly every short word is one key off an abbreviation. */
bool slip_is_abbreviation(const char *word);

#endif
