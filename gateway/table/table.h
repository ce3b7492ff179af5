/* Rows of named columns: a list is filled in once, and printed as columns on a screen, as CSV or as JSON.
 *
 * Cells are put from left to right, and a row ends with its last:
 *
 *	table_begin(&t, form, (const char *const[]){"ticket", "opened", NULL}, stdout);
 *	table_put_id(&t, number);
 *	table_put_time(&t, opened);
 *	good = table_end(&t);
 *
 * On a screen what there is none of is `-`, and times are local. CSV leaves it empty, and JSON, one array with an
 * object a row, writes null; in both, times are RFC 3339 with an offset. CSV and JSON go out row by row; on a screen
 * the columns are as wide as their widest cell, so that all rows are held until table_end(). */
#ifndef TABLE_H
#define TABLE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "gateway/base/columns.h"
#include "gateway/wire/json_writer.h"

enum table_form { TABLE_SCREEN, TABLE_CSV, TABLE_JSON };

struct table {
	enum table_form form;
	FILE *out;
	const char *const *names; /* of the columns; also the keys of JSON */
	size_t width, at;         /* columns; the one whose cell comes next */
	size_t rows;              /* that are whole */
	struct columns screen;
	char *cells[COLUMNS_MAX]; /* of the row at hand, for screen and CSV */
	struct json_writer json;  /* likewise */
	bool good;                /* false: memory ran out */
};

/* `names`, at most COLUMNS_MAX and NULL behind the last, must last until table_end(). */
void table_begin(struct table *t, enum table_form form, const char *const *names, FILE *out);

void table_put_text(struct table *t, const char *s); /* "" or NULL: there is none */
void table_put_list(struct table *t, const char *s); /* values with `;` between; in JSON a list of them */
void table_put_id(struct table *t, int64_t id);      /* a string in JSON; 0: there is none */
void table_put_number(struct table *t, int64_t n);
void table_put_real(struct table *t, const char *digits);        /* a decimal number as text; "": there is none */
void table_put_time(struct table *t, int64_t at);                /* UTC ms; 0: there is none */
void table_put_span(struct table *t, int64_t ms);                /* on a screen in words, else whole seconds */
void table_put_flag(struct table *t, bool is, const char *word); /* on a screen the word, or nothing */

/* Prints what is still held, and frees it. False if memory ran out: something is left out then. */
bool table_end(struct table *t);

#endif
