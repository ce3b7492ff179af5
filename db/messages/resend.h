/* A text that its sender, or the network, sent again: known by what it says. */
#ifndef RESEND_H
#define RESEND_H

#include "db/store/resend_rows.h"
#include "templates/text/units.h"

/* The window: the same words from the same sender within this time are one text, sent again. */
#define RESEND_MS (10 * MINUTE_MS)

/* The earlier text of the same person and words that this one repeats, or 0. It was done or passed on to people, was not
 * taken back, and
 * - says that it was sent at the same time, and came within a day of this one: a carrier repeats itself under a new id; or
 * - lies within RESEND_MS of this one, and the sender has had no other text done or passed on in between: who goes back to
 *   what was said before means it. */
int64_t resend_find(struct store *s, const struct resend_asked *r);

#endif
