/* The text that an undo means: the last of the ticket that is named, else the sender's own last one. */
#ifndef UNDO_LAST_H
#define UNDO_LAST_H

#include "handlers/decision/decision.h"

/* The ticket whose last text the sender may still take back: the one that is named, else that of their own last text. False if
 * there is none. */
bool undo_find(struct decision *d, struct ticket *out);
/* That of their own last text, whatever the text names. */
bool undo_find_own(struct decision *d, struct ticket *out);
/* The same however old that text is, and whatever has happened since: the ticket of the sender's own last text, if that did anything. *last is the text. */
bool undo_own_last(struct decision *d, struct ticket *out, struct own_text *last);
/* True if that text, which this ticket has as its own, opened it. */
bool undo_opens(const struct decision *d, const struct ticket *t, int64_t text);
/* True if an undo of now still reaches that text, so far as its age goes. */
bool undo_in_time(const struct decision *d, const struct own_text *last);

#endif
