/* Folding: what people type in many ways is made one, so that it can be read and compared.
 *
 * Full-width and half-width forms, upper and lower case become the same (Unicode's compatibility decomposition and case
 * folding), and so do traditional and simplified characters, and ё and е. Chinese punctuation becomes ASCII. Blanks, line
 * breaks and controls become single blanks, none at either end. Characters without width are dropped. */
#ifndef FOLD_H
#define FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fold {
	char *s;
	size_t len;
	uint32_t *from; /* from[i]: the original's byte that gave byte i, so that spans of it can be cut out; from[len]:
			 * the original's length */
};

/* Folds text[n]. Returns false only when out of memory. Free with fold_free(). */
bool fold_make(struct fold *f, const char *text, size_t n);
void fold_free(struct fold *f);
/* Folds into to[size], for short things: words, names, serials. Returns false if it did not fit; to[] then has what
 * did. */
bool fold_small(char *to, size_t size, const char *text);

#endif
