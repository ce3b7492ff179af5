/* What prints to a file, printed into memory instead. */
#ifndef PRINTED_H
#define PRINTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct printed {
	FILE *out; /* to print to, between the two */
	char *text;
	size_t n;
};

/* False: memory ran out, and there is nothing to end. */
bool printed_begin(struct printed *p);
/* `good`: all of it was printed. Returns it, to be freed; NULL if it is not all there. */
char *printed_end(struct printed *p, bool good);

#endif
