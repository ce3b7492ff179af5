/* Writing CSV: UTF-8, fields quoted as RFC 4180 says, each line ended by a newline alone. */
#ifndef CSV_WRITER_H
#define CSV_WRITER_H

#include <stddef.h>
#include <stdio.h>

/* One line of n fields; NULL is an empty one. What would be taken for blanks around a value is quoted too. */
void csv_write_line(FILE *out, const char *const *fields, size_t n);

#endif
