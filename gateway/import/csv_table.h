/* A CSV file with a header line, read whole and checked for form; the only includer of csv.h.
 *
 * UTF-8, with or without a byte order mark; lines end LF, CRLF or CR; fields may be quoted and then run over lines.
 * The columns may stand in any order. Rows that are faulty are left out, so that those behind them are looked at
 * too. */
#ifndef CSV_TABLE_H
#define CSV_TABLE_H

#include "templates/file/fault.h"

#define TABLE_BYTES_MAX (64 * 1024 * 1024)
#define FIELD_BYTES_MAX 2000
#define TABLE_FAULTS_MAX 10000 /* past these nobody reads on: the rest waits until they are mended */

struct table_row {
	int line;      /* where it begins, from 1 */
	char **fields; /* in the order of the columns asked for; trimmed, on one line each, never NULL */
};

struct table {
	struct table_row *rows;
	size_t n, cap;
};

enum table_read { TABLE_READ, TABLE_FAULTY, TABLE_UNREADABLE };

/* Reads `file`, which must have exactly these columns (at most 16, NULL behind the last). What is wrong goes to
 * `f`: all of it, unless the header or the encoding is wrong. Unreadable is a file that cannot be opened, or no
 * memory for it. To be freed in any case. */
enum table_read table_read(struct table *t, const char *file, const char *const *columns, struct faults *f);
void table_free(struct table *t);

#endif
