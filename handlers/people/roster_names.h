/* Finding people by what somebody wrote: a name, nearly a name, a number. */
#ifndef ROSTER_NAMES_H
#define ROSTER_NAMES_H

#include "handlers/people/roster.h"

/* The people with the longest name that the folded text s[n] begins with, into out[max]; returns how many. *len becomes
 * the folded length of that name. Latin names must end at a word's end. Binary search. */
size_t roster_names_at(const struct roster *r, const char *s, size_t n, const struct person **out, size_t max,
		       size_t *len);
/* One after the other, by name, the people whose folded name begins with s[n]; NULL behind the last, and where n is 0.
 * *next is 0 for the first, and kept by the caller. Binary search. */
const struct person *roster_begins(const struct roster *r, const char *s, size_t n, size_t *next);

/* The person with this full number, at least nine digits, with or without the country's code; NULL if none. */
const struct person *roster_numbered(const struct roster *r, const char *digits, size_t n);
/* For a folded name that is nobody's: the person whose name is one key off, or the only one with that word in a Latin
 * name; NULL if none. */
const struct person *roster_near(const struct roster *r, const char *folded);

#endif
