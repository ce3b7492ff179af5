/* The digits that are sent with a question, and that a signature or a decision must have. They follow from a secret of
 * the database, so that the ledger holds none of them. */
#ifndef QUESTION_DIGITS_H
#define QUESTION_DIGITS_H

#include "db/store/store.h"
#include "handlers/model/world.h"

#define QUESTION_DIGITS_KEY "digits" /* the secret's key in the store; it is made when it is first needed */

/* Four digits; -1 if the store fails, which then knows why. */
int question_digits(struct store *s, int64_t ticket, int64_t person, enum digits_of of, int set);

#endif
