/* A file that is written anew. For this wing alone. */
#ifndef WHOLE_FILE_H
#define WHOLE_FILE_H

#include <stdbool.h>

#include "templates/text/text.h"

/* Writes all of it instead of what the file had. False if it cannot, with errno. */
bool whole_file_write(const char *path, const struct text *all);

#endif
