/* Reading what stands in a row's fields, for import.c alone. What is wrong is a fault that names the row's line,
 * and marks the row as bad; what is returned then means nothing. */
#ifndef IMPORT_READ_H
#define IMPORT_READ_H

#include "db/tables/people_rows.h"
#include "gateway/import/import.h"
#include "handlers/people/roster.h"

struct import {
	struct gateway *gateway;
	struct roster roster; /* as it was before this file */
	struct faults *faults;
	struct import_count *count;
	const char *file;
	int line;
	bool bad;   /* something is wrong with this row */
	void *seen; /* struct seen by key, a tree of tsearch() */
};

#define IMPORT_NUMBERS_MAX (sizeof((struct people_row *)0)->numbers / sizeof(char *))

struct numbers {
	char all[IMPORT_NUMBERS_MAX][MSISDN_MAX];
	size_t n;
};

void import_fault(struct import *im, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Notes the row's key, or finds that it was there before. `shown` is the key as people write it. */
void import_once(struct import *im, const char *key, const char *shown);
bool import_fits(struct import *im, const char *what, const char *s, size_t size);
/* A name or serial number, folded. False if it is empty or too long. */
bool import_key(struct import *im, const char *what, const char *s, char *folded, size_t size);

enum lang import_lang(struct import *im, const char *s);
uint32_t import_roles(struct import *im, const char *s);
char import_class(struct import *im, const char *s);
/* Mobiles parted by `;`, at least one. */
void import_numbers(struct import *im, const char *s, struct numbers *to);
/* A decimal number from min to max, and a day of the calendar; both may be empty. */
void import_number(struct import *im, const char *what, const char *s, double min, double max);
void import_date(struct import *im, const char *what, const char *s);

/* Ids of those that are named; 0 for none. */
int64_t import_station(struct import *im, const char *name);
int64_t import_sales_manager(struct import *im, const char *name);
int64_t import_customer(struct import *im, const char *said);

#endif
