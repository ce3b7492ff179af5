/* Whom an administrator means: staff, customers and those who have retired, by name or by number. */
#ifndef ANYONE_H
#define ANYONE_H

#include "gateway/command/workspace.h"

/* The one of that name, where it is one person's alone, or of that number, which may be written without the country's
 * code. Else returns an exit code, and says on standard error why, and what would do. */
int anyone_find(struct workspace *w, const char *said, struct person *out);

#endif
