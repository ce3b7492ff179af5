/* A row that somebody writes over HTTP, from the thread that was asked to the loop. */
#ifndef WIRE_ROW_H
#define WIRE_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "handlers/model/ticket.h"

#define IF_MATCH_BYTES 1024

struct wire_row {
	char id[256]; /* under which it is known again */
	char kind[16];
	bool adds;
	int64_t of;                    /* whose, or 0: */
	char key[SERIAL_BYTES];        /* the folded name or serial; "": none */
	char if_match[IF_MATCH_BYTES]; /* "" of what is added */
	char *csv;                     /* of wire_read_row(): to be freed */
};

/* To be freed; NULL: memory ran out. */
char *wire_row(const struct wire_row *w);
/* False: it is none, and nothing is to be freed. */
bool wire_read_row(const char *payload, size_t n, struct wire_row *out);

#endif
