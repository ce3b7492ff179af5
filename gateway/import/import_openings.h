/* Importing openings: each row opens a ticket, unless its flow knows its key. */
#ifndef IMPORT_OPENINGS_H
#define IMPORT_OPENINGS_H

#include "gateway/import/import_ways.h"
#include "gateway/state/gateway.h"

#define IMPORT_OPENINGS "openings"

/* Imports `path`: all rows in one transaction, or nothing. Columns are flow,key,machine,customer,station,words and one
 * for each field of any flow that g->rules has, which may be left out. Returns and tells as import_file_so(), and tells
 * as unchanged whose key is known. */
int import_openings(struct gateway *g, const char *path, int64_t now, const struct import_ways *ways, struct faults *f,
		    struct import_count *count);

#endif
