/* Finding people by what somebody wrote: a name, nearly a name, a number. */
#ifndef ROSTER_NAMES_H
#define ROSTER_NAMES_H

#include "handlers/people/roster.h"

/* The longest names that folded text s[n] begins with: indexes people with exactly that name into out[max], returns how
 * many, *len their folded length. Latin names must end at a word's end. Binary search. */
size_t roster_names_at(const struct roster *r, const char *s, size_t n, const struct person **out, size_t max,
		       size_t *len);

/* By full number, written with or without the country's code: digits[n], at least nine of them. */
const struct person *roster_numbered(const struct roster *r, const char *digits, size_t n);
/* The person one key off a folded name that is nobody's, or the only one with that word in a Latin name; NULL. */
const struct person *roster_near(const struct roster *r, const char *folded);

#endif
