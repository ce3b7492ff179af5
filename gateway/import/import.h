/* Importing people, stations, customers and machines from CSV: all of a file or nothing of it. */
#ifndef IMPORT_H
#define IMPORT_H

#include "gateway/import/import_ways.h"
#include "gateway/road/batch.h"

/* The kinds, NULL behind the last, in the order in which they build on one another. */
extern const char *const import_kinds[];
/* A kind's columns, NULL behind the last, as csv_table_read() takes them; NULL if there is no such kind. */
const char *const *import_columns(const char *kind);

/* Imports `path` in one transaction of its own. Returns VERB_DONE; VERB_FAULTY if anything in the file does not hold;
 * VERB_BROKEN if the file or the store fails. Where it is not done, nothing is kept and every reason is in `f`.
 * Of the gateway it uses the setup's country code and the store. */
int import_file(struct gateway *g, const char *kind, const char *path, struct faults *f, struct import_count *count);
/* The same in these ways. What was written to `changes` and `warnings` holds only where VERB_DONE is returned. */
int import_file_so(struct gateway *g, const char *kind, const char *path, const struct import_ways *ways,
		   struct faults *f, struct import_count *count);

/* Writes one row while serving: what a file of that one row would do (gateway/state/row_writer.h). */
row_writer import_row;

#endif
