/* Taking the words and numbers out of what was found. It is for this wing alone. */
#ifndef BLANK_H
#define BLANK_H

#include "db/sqlite/forget/found.h"

/* Inside a transaction. False on failure. */
bool blank_found(struct forgetting *f, int64_t now);
/* The person's own row, their numbers, and who refers to them. */
bool blank_person(struct forgetting *f, const char *name, int64_t now);

#endif
