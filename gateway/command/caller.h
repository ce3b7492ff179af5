/* Who is meant where somebody is named by hand, by name or number: in verbs and talks. Texts are read by
 * handlers/read. */
#ifndef CALLER_H
#define CALLER_H

#include "gateway/road/batch.h"

struct caller {
	struct person who;       /* id 0: nobody known, a number alone */
	char number[MSISDN_MAX]; /* the one given, as E.164 where it can be; of a name, the first mobile */
	bool by_number;
};

/* Reads a name, which only one of staff and customers may have, or a number. `r` is the roster as it is now. False with
 * one line in why[size] that says what is wrong and what would do. */
bool caller_find(const struct roster *r, struct store *s, const char *country, const char *said, struct caller *out,
		 char *why, size_t size);

#endif
