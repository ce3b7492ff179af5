/* What holds of people and is to be looked at all the same: those who have left with open tickets, and those who are on
 * the staff and customers at once; and roles of theirs that are none any more. */
#ifndef PEOPLE_WARNINGS_H
#define PEOPLE_WARNINGS_H

#include "db/store/store.h"
#include "handlers/people/roster.h"
#include "templates/file/fault.h"
#include "templates/text/text.h"

#define LEFT_SHOWN 10             /* numbers of tickets that a line names */
#define PEOPLE_WARNING_BYTES 1024 /* of a line */

/* Adds a line about somebody who has left with so many open tickets; the first LEFT_SHOWN of them are given. */
void people_warnings_left(struct text *to, const char *name, const int64_t *tickets, size_t all);
/* Adds a line about somebody who is on the staff and a customer. */
void people_warnings_both(struct text *to, const char *name, const char *number);
/* Warns of all in the database; `file` is what the warnings name. A store that fails is to be asked for afterwards. */
void people_warnings_all(struct store *s, const struct roster *r, const char *file, struct faults *warnings);
/* Adds a fault for each role that people have and the configuration no longer names. A store that fails is to be asked
 * for afterwards. */
void people_roles_check(struct store *s, const char *file, struct faults *f);

#endif
