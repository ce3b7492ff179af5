/* One thing with many parts, filled in once and printed as JSON or as CSV.
 *
 * JSON is one object: members, and parts that are an object of values under names or a list of rows. CSV has a header
 * line and a line for each member, value and row; its first column, `part`, says which part it is of, and each value
 * stands in the column of its key. Both go out part by part. What there is none of is null in a row of JSON, empty in
 * CSV, and left out elsewhere. Times are RFC 3339 with an offset. */
#ifndef RECORD_H
#define RECORD_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "gateway/table/table.h"

#define RECORD_COLUMNS 28 /* at most */

struct record {
	enum table_form form; /* TABLE_CSV, or else JSON */
	FILE *out;
	const char *kind;
	const char *const *columns; /* of CSV: part, name, at, text, and what the rows have */
	size_t width;
	const char *part; /* that is open */
	bool list;        /* it is a list in JSON */
	char *cells[RECORD_COLUMNS];
	struct json_writer json;
	bool good; /* false: memory ran out */
};

/* `kind` is what the thing is, as CSV calls the part of its members. It and `columns`, NULL behind the last, must last
 * until record_end(). */
void record_begin(struct record *r, enum table_form form, const char *kind, const char *const *columns, FILE *out);
/* False if memory ran out: something is left out then. */
bool record_end(struct record *r);

/* Members of the thing itself: in CSV lines of the part `kind`, with name and text or time. "" or 0: left out, but for
 * a number. */
void record_member(struct record *r, const char *name, const char *value);
void record_member_id(struct record *r, const char *name, int64_t id);
void record_member_number(struct record *r, const char *name, int64_t n);
void record_member_time(struct record *r, const char *name, int64_t at);
void record_member_flag(struct record *r, const char *name, bool is);

/* A part: values under names, or names alone. Closed by record_close(). */
void record_open_values(struct record *r, const char *part);
void record_value_time(struct record *r, const char *name, int64_t at);
void record_value_text(struct record *r, const char *name, const char *s, bool bare); /* bare: a number in JSON */
void record_open_names(struct record *r, const char *part);
void record_name(struct record *r, const char *name);

/* A part: rows, each begun by record_row(); in CSV each key needs its column. */
void record_open_rows(struct record *r, const char *part);
void record_row(struct record *r);
void record_put_text(struct record *r, const char *key, const char *s); /* "" or NULL: none */
void record_put_number(struct record *r, const char *key, int64_t n);
void record_put_time(struct record *r, const char *key, int64_t at); /* 0: none */
void record_put_flag(struct record *r, const char *key, bool is);
void record_row_end(struct record *r);

void record_close(struct record *r);

#endif
