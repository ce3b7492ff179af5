/* What an installation in one language says otherwise than the files that it is copied from. */
#ifndef INIT_LINES_H
#define INIT_LINES_H

#include <stdbool.h>

#include "templates/text/text.h"

/* Reads `lines`, of which each is `FILE: KEY: VALUE`, and lets `KEY: VALUE` stand in dir/FILE instead of the line with
 * that key; `{zone}` in it becomes `zone`. Blank lines and remarks are passed over. Adds "FILE: KEY" to `open`, one a
 * line, for each that says FILL IN. False if a file cannot be read or written, or lacks the key: errno, and the file's
 * path in `at`. */
bool init_lines(const char *lines, const char *dir, const char *zone, struct text *open, struct text *at);

#endif
