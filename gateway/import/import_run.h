/* A file that is being imported: where it stands, and what is wrong with the row at hand. For this wing alone. */
#ifndef IMPORT_RUN_H
#define IMPORT_RUN_H

#include "db/store/store.h"
#include "handlers/people/roster.h"
#include "templates/file/fault.h"

struct import_run {
	struct store *store;
	const char *country;  /* its code, for mobiles written without one */
	struct roster roster; /* as it was before this file */
	struct faults *faults;
	const char *file;
	int line;
	bool bad;   /* something is wrong with this row */
	void *seen; /* the keys so far: a tree for tsearch() */
	size_t added, updated, retired;
};

/* Zero-initialise one to begin. */
void import_run_free(struct import_run *im);

/* Names the row's line, and marks the row as bad. */
void import_fault(struct import_run *im, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Notes the row's key; a fault if an earlier row has it. `shown` is the key as people write it. */
void import_once(struct import_run *im, const char *key, const char *shown);

#endif
