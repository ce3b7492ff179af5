/* The bytes of a YAML file, read whole and found to be text: UTF-8 whose lines end with LF or CR LF, without controls
 * and invisible characters. A byte order mark in front is left out. */
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

/* A place in it; line and column count from 1, columns characters. Line 0: nowhere. */
struct yaml_spot {
	int line, col;
	size_t at; /* the same as an index into the bytes */
};

/* False, and a fault in s->f that says so, if the file cannot be read or is no such text. To be freed in either case. */
bool yaml_source_read(struct yaml_source *s, const char *file, struct faults *f);
void yaml_source_free(struct yaml_source *s);

/* A fault of the file as a whole; returns false. yaml_source_starved() is the one for memory that has run out. */
bool yaml_source_refuse(const struct yaml_source *s, const char *what);
bool yaml_source_starved(const struct yaml_source *s);

/* The place at line and column; if the line is shorter, its end; if there is no such line, the end of the file. */
struct yaml_spot yaml_source_find(const struct yaml_source *s, int line, int col);
/* Moves to the beginning of a line; quick if it lies a little further down. */
void yaml_source_line(const struct yaml_source *s, struct yaml_spot *spot, int line);
/* Moves on over blanks, line ends and remarks; false if nothing follows. */
bool yaml_source_skip(const struct yaml_source *s, struct yaml_spot *spot);
/* Blanks and tabs before what stands first in the line that begins at `at`; -1 if nothing stands in it. */
int yaml_source_indent(const struct yaml_source *s, size_t at);

#endif
