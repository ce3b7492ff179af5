/* Who is meant where a person names someone by hand: by name, or by number. For verbs and talks; texts are read
 * elsewhere. */
#ifndef CALLER_H
#define CALLER_H

#include "gateway/road/batch.h"

struct caller {
	struct person who;       /* id 0: nobody known, a number alone */
	char number[MSISDN_MAX]; /* as said, read as E.164 where it can be; else the first mobile */
	bool by_number;
};

/* Reads a name (of staff or customers, who must be one alone of that name) or a number. `r` is the roster as it is
 * now. False with one line in why[size] that says what is wrong and what would do. */
bool caller_find(const struct roster *r, struct store *s, const char *country, const char *said, struct caller *out,
		 char *why, size_t size);

#endif
