/* Whether what somebody wrote names a person: by name or by one of their numbers, however it is written. */
#ifndef MENTION_H
#define MENTION_H

#include "handlers/people/people.h"

#define MENTION_NUMBERS 64
#define MENTION_DIGITS 6 /* shorter numbers are no mobiles, and would be found everywhere */

struct mention {
	const char *country;   /* its code, which may be left out of a number: "86" */
	char name[NAME_BYTES]; /* folded; "": none */
	struct {
		char digits[MSISDN_MAX];
		size_t code; /* how many of them are the country's code; 0: of another country */
	} numbers[MENTION_NUMBERS];
	size_t numbers_n;
};

/* Begins as {.country = "86"}. False: the name is too long to be one. */
bool mention_of_name(struct mention *m, const char *name);
/* A number as kept, "+8613800000011". One that is there already, has too few digits or no room is passed over. */
void mention_of_number(struct mention *m, const char *number);
/* True of one of these, as kept. */
bool mention_is_number(const struct mention *m, const char *number);

enum mentioned { MENTION_NONE, MENTION_FOUND, MENTION_NO_MEMORY };
/* Looks for them in s[n], which may be a text or what carried it: JSON's \uXXXX and the %XX of forms are read too. A name in
 * Latin letters must stand alone, so that `Ed` is not found in `needed`; in a number there may be blanks, dots, dashes and
 * brackets. */
enum mentioned mention_in(const struct mention *m, const char *s, size_t n);

#endif
