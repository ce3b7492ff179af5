/* What changes of people leave open: tickets of those who have left, and numbers of two kinds of people at once. */
#ifndef PEOPLE_LEFT_H
#define PEOPLE_LEFT_H

#include "db/store/store.h"
#include "handlers/people/roster.h"
#include "templates/file/fault.h"
#include "templates/text/text.h"

#define LEFT_SHOWN 10 /* numbers of tickets that a line names */
#define LEFT_BYTES 1024

/* Adds a line about somebody who has left; the first `n` of their `all` open tickets are given. */
void people_left_line(struct text *to, const char *name, const int64_t *tickets, size_t n, size_t all);
/* Adds a line about somebody who is on the staff and a customer. */
void people_both_line(struct text *to, const char *name, const char *number);
/* Warns of all in the database; `file` is what the warnings name. A store that fails is to be asked for afterwards. */
void people_left_warn(struct store *s, const struct roster *r, const char *file, struct faults *warnings);

#endif
