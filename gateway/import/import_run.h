/* A file that is being imported: where it stands, and what is wrong with the row at hand. For this wing alone. */
#ifndef IMPORT_RUN_H
#define IMPORT_RUN_H

#include <stdint.h>

#include "db/store/store.h"
#include "gateway/import/import_ways.h"
#include "handlers/people/roster.h"
#include "templates/file/fault.h"
#include "templates/text/text.h"
#include "templates/wording/refusal/row_words.h"

struct import_moves;

struct import_run {
	struct store *store;
	const char *country;  /* its code, for mobiles written without one */
	struct roster roster; /* as it was before this file */
	struct faults *faults;
	const char *file;
	const struct row_words *words; /* as in struct row_write */
	int line;
	uint64_t there; /* the columns that the file has, as bits */
	bool bad;       /* something is wrong with this row */
	void *seen;     /* the keys so far: a tree for tsearch() */
	struct import_ways ways;
	struct text changes; /* of the row at hand, column by column */
	/* Of people and customers: who gives a number away in this file, and which row this is, from 0. */
	struct import_moves *moves;
	size_t row;
	struct import_count count;
};

/* Zero-initialise one to begin. */
void import_run_free(struct import_run *im);

/* Names the row's line; the row is good all the same. */
void import_warn(struct import_run *im, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Names the row's line, and marks the row as bad: for what only a file can have. */
void import_fault(struct import_run *im, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The same for what a row that is written over HTTP may have, too: in the words of whoever wrote it. */
void import_wrong(struct import_run *im, enum row_word which, const char *const values[]);
#define VALUES(...) ((const char *const[]){__VA_ARGS__, NULL})
/* Notes the row's key; a fault if an earlier row has it. `shown` is the key as people write it. */
void import_once(struct import_run *im, const char *key, const char *shown);

#endif
