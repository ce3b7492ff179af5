/* Who has a new number and who gives one away, of all rows of a file, before the first of them is put in: only so can
 * two people change numbers with each other, in whatever order the rows stand. For this wing alone. */
#ifndef IMPORT_MOVES_H
#define IMPORT_MOVES_H

#include "gateway/import/csv/csv_table.h"
#include "gateway/import/import_run.h"

struct import_move {
	int64_t person; /* whose row it is, by the number that they had; 0: whoever has the row's first number */
	char *had;      /* the numbers of that person, separated by `;` */
	bool leaves;    /* the person keeps no number of those they had: it is handed on, or gone */
	bool gone;      /* this was imported before: they have left, and their number is another's already */
	bool bad;       /* a fault was said */
};

/* A number that somebody had until now. */
struct import_given {
	char number[MSISDN_MAX];
	int64_t person; /* who had it */
	int line;       /* of the row in which they have another one, or none */
};

/* Reads all rows of people or customers, and takes the old numbers from those who move. What is wrong is a fault of the
 * row it stands in; false: the store failed. */
bool import_moves_find(struct import_run *im, const struct csv_table *t, bool staff);
/* That of the row at hand. */
const struct import_move *import_move(const struct import_run *im);
/* Who gives this number away in this file; NULL: nobody. */
const struct import_given *import_given(const struct import_run *im, const char *number);
void import_moves_free(struct import_moves *m);

#endif
