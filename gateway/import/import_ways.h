/* How to import a file, and what came of it. */
#ifndef IMPORT_WAYS_H
#define IMPORT_WAYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "templates/file/fault.h"

struct import_count {
	size_t added, changed, retired;
	size_t unchanged; /* known, and their rows say nothing new */
};

/* How to import, and what is to be told besides faults. Begins as {0}. */
struct import_ways {
	bool dry_run;            /* nothing is kept */
	bool rename;             /* a row may give a known number another name */
	FILE *changes;           /* gets a line for each row that changes something; NULL: not asked for */
	struct faults *warnings; /* what holds, and is to be looked at; NULL: not asked for */
};

#endif
