/* The header line of a CSV file: which column each of its fields names. For this wing alone. */
#ifndef CSV_HEADER_H
#define CSV_HEADER_H

#include <stdbool.h>

#include "templates/file/fault.h"
#include "templates/text/text.h"

#define CSV_COLUMNS_MAX 64
#define CSV_HEADER_BYTES 4096
#define CSV_OPTIONAL '?'

struct csv_header {
	const char *const *columns; /* that are asked for; one that may be left out begins with CSV_OPTIONAL */
	size_t columns_n;
	size_t n;                       /* fields of the header; 0: not read yet */
	int column_of[CSV_COLUMNS_MAX]; /* by field: an index in `columns` */
};

/* Takes over the columns that are asked for, NULL behind the last. */
struct csv_header csv_header_new(const char *const *columns);
/* Reads the header's fields[n], n at most CSV_COLUMNS_MAX. All columns that may not be left out must be there, once
 * each, in any order. False, and all that is wrong is in `f`, of that file and line. */
bool csv_header_read(struct csv_header *h, const char *const *fields, size_t n, struct faults *f, const char *file,
		     int line);
/* Adds the columns that are asked for, as a header line has them. */
void csv_header_list(const struct csv_header *h, struct text *to);

#endif
