/* The digits with which a signature or a decision counts now, taken out of words that others read: only who was asked
 * has them, by SMS. */
#ifndef DIGITS_HIDDEN_H
#define DIGITS_HIDDEN_H

#include "db/store/store.h"
#include "handlers/model/ticket.h"

/* Puts `****` in the place of those of this person, in a text to or from them about the ticket. */
void digits_hide(struct store *s, const struct ticket *t, int64_t person, char *words);

#endif
