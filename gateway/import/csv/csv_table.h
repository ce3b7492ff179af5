/* A CSV file with a header line, read whole and checked for form; the only includer of csv.h.
 *
 * UTF-8, with or without a byte order mark; lines end LF, CRLF or CR; fields may be quoted and then run over lines.
 * The columns may stand in any order. Faulty rows are left out, and those after them are read all the same. */
#ifndef CSV_TABLE_H
#define CSV_TABLE_H

#include <stdint.h>

#include "templates/file/fault.h"

#define FIELD_BYTES_MAX 2000
#define TABLE_FAULTS_MAX 10000 /* nobody reads on past these: the rest waits until they are mended */

struct csv_row {
	int line;      /* where it begins, from 1 */
	char **fields; /* in the order of the columns asked for; trimmed, on one line each, never NULL */
};

struct csv_table {
	struct csv_row *rows;
	size_t n, cap;
	uint64_t there; /* which of the columns asked for the file has, as bits */
};

enum csv_table_state { TABLE_READ, TABLE_FAULTY, TABLE_UNREADABLE };

/* Reads `file`, of at most 64 MiB, which must have exactly these columns (at most 64, NULL behind the last). One that
 * begins with `?` may be left out, and is then empty in every row. What is wrong goes to `f`: all of it, unless the
 * header or the encoding is wrong. A file that cannot be opened, or for which there is no memory, is unreadable. To be
 * freed in any case. */
enum csv_table_state csv_table_read(struct csv_table *t, const char *file, const char *const *columns,
				    struct faults *f);
/* The same of text that is in memory; `file` is only named. */
enum csv_table_state csv_table_read_text(struct csv_table *t, const char *text, const char *file,
					 const char *const *columns, struct faults *f);
void csv_table_free(struct csv_table *t);

#endif
