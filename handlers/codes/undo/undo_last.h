/* The text that an undo means: the last of the ticket that is named, else the sender's own last one. */
#ifndef UNDO_LAST_H
#define UNDO_LAST_H

#include "handlers/decision/decision.h"

/* The ticket whose last text the sender may still take back: the one that is named, else that of their own last text.
 * False if there is none. */
bool undo_find(struct decision *d, struct ticket *out);
/* The same, but always that of their own last text, whichever the undo names. */
bool undo_find_own(struct decision *d, struct ticket *out);
/* The ticket of their own last text (*last), however old that is and whatever has happened since. False if it did
 * nothing to any ticket. */
bool undo_own_last(struct decision *d, struct ticket *out, struct own_text *last);
/* True if that text opened this ticket; 0 is no text. */
bool undo_opens(const struct decision *d, const struct ticket *t, int64_t text);
/* True if that text is recent enough to be undone. */
bool undo_in_time(const struct decision *d, const struct own_text *last);

#endif
