/* Customers' numbers, for who need not call. */
#ifndef MASKED_H
#define MASKED_H

#include "gateway/api/ask/api_ask.h"

/* Masks the numbers of the ticket's customer, and those that stand for one who is not known or for who reported it,
 * wherever they stand in `s`, in place: with the country's code or without, with blanks and the like between the
 * digits, in digits of full width too. */
void masked_in(const struct api_ask *ask, const struct ticket *t, char *s);

/* Notes in the log that the asker was shown customers' numbers: of "ticket" or "customers" and the like, and of which, by
 * its id; "": of many. */
void masked_shown(const struct api_ask *ask, const char *kind, const char *which);

#endif
