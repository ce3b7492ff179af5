/* A whole file in memory, and its lines. For this wing alone. */
#ifndef FILE_TEXT_H
#define FILE_TEXT_H

#include "templates/file/fault.h"

#define FILE_TEXT_MAX (64 * 1024 * 1024)

/* The bytes of an open file, to be freed; *n is how many. NULL, and a fault, if they cannot be had. */
char *file_text_read(FILE *in, const char *file, size_t *n, struct faults *f);
/* The bytes of the line at s[n], with its LF, CRLF or CR. */
size_t file_text_line(const char *s, size_t n);

#endif
