/* The bytes of a YAML file, read as a whole and checked to be text; for this wing alone. Text is UTF-8 whose lines end
 * with LF or CR LF, without controls and invisible characters. A byte order mark at the beginning is left out. */
#ifndef FIELDGATE_YAML_SOURCE_H
#define FIELDGATE_YAML_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "templates/file/fault.h"

#define YAML_BYTES_MAX (1024 * 1024)

struct yaml_source {
	const char *file; /* as opened; borrowed */
	struct faults *f; /* borrowed */
	char *bytes;
	size_t n;
};

/* A place in it; lines and columns count from 1, columns in characters. Line 0: nowhere. */
struct yaml_spot {
	int line, col;
	size_t at; /* the same place as an index into the bytes */
};

/* False, with a fault in s->f, if the file cannot be read or is not such text. To be freed in either case. */
bool yaml_source_read(struct yaml_source *s, const char *file, struct faults *f);
void yaml_source_free(struct yaml_source *s);

/* Both add a fault of the file as a whole and return false; the second says that memory has run out. */
bool yaml_source_refuse(const struct yaml_source *s, const char *what);
bool yaml_source_starved(const struct yaml_source *s);

/* The place at this line and column: the line's end if it is shorter, the file's if there is no such line. */
struct yaml_spot yaml_source_find(const struct yaml_source *s, int line, int col);
/* Moves to the beginning of a line, which is quick if it is a little further down. */
void yaml_source_line(const struct yaml_source *s, struct yaml_spot *spot, int line);
/* Moves on past blanks, ends of lines and remarks; false if nothing follows. */
bool yaml_source_skip(const struct yaml_source *s, struct yaml_spot *spot);
/* How many blanks and tabs indent the line that begins at `at`; -1 if there is nothing else in it. */
int yaml_source_indent(const struct yaml_source *s, size_t at);

#endif
