/* Rows of text under one another, each column as wide as its widest field on the screen. */
#ifndef COLUMNS_H
#define COLUMNS_H

#include <stddef.h>
#include <stdio.h>

#define COLUMNS_MAX 18

struct columns {
	char *(*rows)[COLUMNS_MAX];
	size_t n, cap;
	size_t width; /* fields a row */
};

/* Adds a row of c->width fields, copied, controls made blanks. Out of memory leaves the row out. */
void columns_add(struct columns *c, const char *const *fields);
/* Prints all, two blanks between; frees them. */
void columns_print(struct columns *c, FILE *to);

#endif
