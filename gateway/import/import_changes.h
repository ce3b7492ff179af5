/* What a row changes, told in one line: column by column, from what to what. For this wing alone. */
#ifndef IMPORT_CHANGES_H
#define IMPORT_CHANGES_H

#include "gateway/import/import_run.h"

/* Notes a column of the row at hand, as it was and as it is to be; nothing where both are the same. */
void import_column(struct import_run *im, const char *column, const char *from, const char *to);
/* The same of a station, by id; 0: none. */
void import_station_column(struct import_run *im, int64_t from, int64_t to);
/* Tells the row, under the name and key by which people know it, and counts it. One that is known and changes nothing is
 * counted alone. */
void import_row_added(struct import_run *im, const char *name, const char *key);
void import_row_known(struct import_run *im, const char *name, const char *key);
void import_row_retired(struct import_run *im, const char *name, const char *key);

#endif
