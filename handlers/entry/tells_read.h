/* Whom texts, openings and clocks tell, from a flow's file. */
#ifndef TELLS_READ_H
#define TELLS_READ_H

#include "handlers/entry/flow_reader.h"

/* Reads the key of y (`tells`, `stated`), if it is there, into out[TELLS_MAX]; `code` is the one whose text tells, NULL if
 * no text does. Kinds of fault and fields have been read. */
void tells_read(struct flow_reader *r, const struct yaml *y, const char *key, const struct code *code, struct tell *out,
		size_t *n);

#endif
